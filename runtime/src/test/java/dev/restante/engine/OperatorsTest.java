package dev.restante.engine;

import static dev.restante.engine.PlayedActors.ALICE;
import static dev.restante.engine.PlayedActors.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.ActorId;
import dev.restante.ActorStatus;
import dev.restante.Audit;
import dev.restante.DeadLetter;
import dev.restante.MessageId;
import dev.restante.Operations.Cancellation;
import dev.restante.WaitingMessage;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators see of mailboxes and do to them. */
class OperatorsTest {

    private static final long LONGER_THAN_ALL_BACKOFF = 5_000;

    /** An actor of another partition. */
    private static final ActorId FAR = PlayedActors.farFrom(ALICE);

    private final PartitionDriver partition = new PartitionDriver();

    @BeforeEach
    void start() {
        partition.start().openChannel();
    }

    @Test
    void a_redriven_dead_letter_keeps_its_id_and_is_handled_with_its_corrected_body() {
        partition.bring(ALICE, "fail");
        partition.advance(LONGER_THAN_ALL_BACKOFF);
        MessageId id = deadLetters().get(0).id();
        partition.handedOver.clear();

        boolean found = partition.ask(Boolean.class, new Request.Redrive(id, text("corrected")));

        assertThat(found).isTrue();
        assertThat(partition.handedOver)
                .extracting(delivery -> delivery.envelope().id())
                .containsExactly(id);
        assertThat(partition.stateOf(ALICE)).isEqualTo("corrected");
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void a_discarded_dead_letter_counts_as_purged() {
        partition.bring(ALICE, "fail");
        partition.advance(LONGER_THAN_ALL_BACKOFF);

        partition.ask(Boolean.class, new Request.Discard(partition.id(1)));

        Audit audit = partition.ask(Audit.class, new Request.Recount());
        assertThat(audit).isEqualTo(new Audit(1, 0, 0, 0, 0, 0, 0, 0, 1));
    }

    @Test
    void a_paused_mailbox_takes_messages_and_handles_none_until_it_is_resumed() {
        partition.ask(Boolean.class, new Request.Pause(ALICE));
        partition.bring(ALICE, "a");
        partition.crash().start();
        assertThat(partition.stateOf(ALICE)).isEmpty();

        boolean changed = partition.ask(Boolean.class, new Request.Resume(ALICE));

        assertThat(changed).isTrue();
        assertThat(partition.stateOf(ALICE)).isEqualTo("a");
    }

    @Test
    void a_message_in_backoff_can_be_cancelled_and_the_next_one_goes_on() {
        partition.bring(ALICE, "fail", "after");

        Cancellation answer = partition.ask(
                Cancellation.class, new Request.Cancel(ALICE, partition.id(1).toString()));

        assertThat(answer).isEqualTo(Cancellation.CANCELLED);
        assertThat(partition.stateOf(ALICE)).isEqualTo("after");
    }

    @Test
    void a_purge_removes_what_is_pending_and_counts_it() {
        partition.ask(Boolean.class, new Request.Pause(ALICE));
        partition.bring(ALICE, "a", "b");

        long removed = partition.ask(Long.class, new Request.Purge(ALICE));

        assertThat(removed).isEqualTo(2);
        Audit audit = partition.ask(Audit.class, new Request.Recount());
        assertThat(audit).isEqualTo(new Audit(2, 0, 0, 0, 0, 0, 0, 0, 2));
    }

    @Test
    void a_peek_shows_the_next_messages_in_order_and_leaves_them() {
        partition.ask(Boolean.class, new Request.Pause(ALICE));
        partition.bring(ALICE, "a", "b", "c");

        List<?> next = partition.ask(List.class, new Request.Peek(ALICE, 2));

        assertThat(next)
                .extracting(waiting -> text(((WaitingMessage) waiting).payload()))
                .containsExactly("a", "b");
        ActorStatus alice = partition.ask(ActorStatus.class, new Request.Describe(ALICE));
        assertThat(alice.depth()).isEqualTo(3);
    }

    @Test
    void a_peek_at_large_messages_ends_after_a_mebibyte() {
        partition.ask(Boolean.class, new Request.Pause(ALICE));
        int sender = (partition.number() + 1) % PlayedSettings.few().partitions();
        for (int number = 1; number <= 4; number++) {
            MessageId id = new MessageId(partition.number(), sender, number);
            Envelope large =
                    new Envelope(id, ALICE, text("x".repeat(400_000)), Provenance.NONE, Terms.sentAt(partition.now()));
            partition.arrive(new Protocol.Bag(sender, number, List.of(large), false, 0));
        }

        List<?> next = partition.ask(List.class, new Request.Peek(ALICE, 10));

        assertThat(next).hasSize(3);
    }

    @Test
    void the_audit_accounts_for_every_message_while_some_wait_fail_and_travel() {
        partition.bring(ALICE, "a", "reject", "tell " + FAR + " hello", "later 60000 t tick", "fail", "behind");

        Audit audit = partition.ask(Audit.class, new Request.Recount());

        assertThat(audit.balanced()).isTrue();
        assertThat(audit).isEqualTo(new Audit(8, 3, 1, 3, 1, 0, 0, 0, 0));
    }

    @Test
    void of_two_messages_that_a_crash_left_undecided_under_one_key_the_audit_counts_the_one_that_the_key_names() {
        ClientKey key = new ClientKey("k", new byte[] {1});
        Envelope first = partition.envelope(1, ALICE, "a", key);
        Envelope second = partition.envelope(2, ALICE, "a", key);
        partition.storage.put(RowKey.pending(ALICE, 1), RowFormat.write(1, new RowFormat.Pending(first, 0, true)));
        partition.storage.put(RowKey.pending(ALICE, 2), RowFormat.write(1, new RowFormat.Pending(second, 0, true)));
        partition.storage.put(
                RowKey.clientKey(ALICE, "k"), RowFormat.write(1, new RowFormat.Key(key.hash(), first.id(), 0)));

        Audit audit = partition.ask(Audit.class, new Request.Recount());

        assertThat(audit.pending()).isEqualTo(1);
    }

    private List<DeadLetter> deadLetters() {
        List<?> letters = partition.ask(List.class, new Request.DeadLetters(null, null, null, 100));
        return letters.stream().map(DeadLetter.class::cast).toList();
    }
}
