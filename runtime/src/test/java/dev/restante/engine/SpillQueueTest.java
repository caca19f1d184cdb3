package dev.restante.engine;

import static dev.restante.engine.PlayedActors.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.MessageId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A queue of which the middle is in the store only. */
class SpillQueueTest {

    private final SpillQueue queue = new SpillQueue();

    @Test
    void what_goes_behind_the_spilled_messages_leaves_them_to_be_read() {
        addStored(1, 2, 3);
        queue.spill(0);
        Mail behind = add(4);

        queue.remove(behind);

        assertThat(queue.beginLoad()).isLessThanOrEqualTo(1);
        assertThat(queue.loadThrough()).isEqualTo(3);
    }

    @Test
    void what_came_behind_the_spilled_messages_is_first_once_those_are_gone() {
        List<Mail> spilled = addStored(1, 2);
        queue.spill(0);
        Mail behind = add(3);

        spilled.forEach(mail -> queue.removeSpilled(mail.size()));

        assertThat(queue.first()).isEqualTo(behind);
        assertThat(queue.count()).isEqualTo(1);
    }

    @Test
    void what_is_read_back_goes_before_what_came_since() {
        List<Mail> spilled = addStored(1, 2);
        queue.spill(0);
        Mail behind = add(3);
        queue.beginLoad();

        queue.endLoad(spilled, 2);

        assertThat(queue.head()).containsExactly(spilled.get(0), spilled.get(1), behind);
    }

    @Test
    void what_was_read_is_not_read_again_although_nothing_of_it_was_left() {
        List<Mail> stored = addStored(1, 2, 3, 4);
        queue.spill(0);
        stored.subList(0, 2).forEach(mail -> queue.removeSpilled(mail.size()));
        queue.beginLoad();

        queue.endLoad(List.of(), 2);

        assertThat(queue.hasSpilled()).isTrue();
        assertThat(queue.beginLoad()).isEqualTo(3);
    }

    @Test
    void what_is_spilled_again_is_read_again() {
        List<Mail> stored = addStored(1, 2);
        queue.spill(0);
        queue.beginLoad();
        queue.endLoad(stored, 2);

        queue.spill(1);

        assertThat(queue.beginLoad()).isEqualTo(2);
    }

    private List<Mail> addStored(long... numbers) {
        List<Mail> mails = Arrays.stream(numbers).mapToObj(this::add).toList();
        mails.forEach(mail -> mail.stored = Mail.Stored.YES);
        return mails;
    }

    private Mail add(long number) {
        MessageId id = new MessageId(0, PartitionDriver.COURIER, number);
        Envelope envelope = new Envelope(id, ALICE, PlayedActors.text("a"), Provenance.NONE, Terms.sentAt(0));
        Mail mail = new Mail(number, envelope, 0);
        queue.add(mail);
        return mail;
    }
}
