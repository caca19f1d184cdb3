package dev.restante.engine;

import static dev.restante.engine.PartitionDriver.COURIER;
import static dev.restante.engine.PlayedActors.ALICE;
import static dev.restante.engine.PlayedActors.NARROW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.MessageId;
import dev.restante.Refusal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Accepting and handing over: channels, receipts, refusals and repeats. */
class PartitionTest {

    private static final long LONGER_THAN_GRACE = 10;

    private final PartitionDriver partition = new PartitionDriver();

    @Test
    void nothing_is_handed_over_or_answered_before_the_epoch_is_committed() {
        partition.holdCommits().start();

        partition.openChannel();
        partition.bring(ALICE, "a");

        assertThat(partition.handedOver).isEmpty();
        assertThat(partition.courier.told).isEmpty();
        partition.commit();
        assertThat(partition.bodiesHandedOver()).containsExactly("a");
    }

    @Test
    void a_receipt_leaves_only_after_the_commit() {
        partition.start().openChannel();
        partition.courier.told.clear();

        partition.holdCommits();
        partition.bring(ALICE, "a");

        assertThat(partition.courier.told).isEmpty();
        partition.commit();
        assertThat(partition.receiptsThrough()).isEqualTo(1);
    }

    @Test
    void the_payload_of_a_message_that_comes_and_goes_within_one_record_is_never_logged() {
        partition.start().openChannel();
        partition.bring(ALICE, "first");

        partition.bring(ALICE, "reject");

        assertThat(partition.handedOver).hasSize(2);
        assertThat(partition.receiptsThrough()).isEqualTo(2);
        assertThat(partition.storage.log.values()).noneMatch(record -> contains(record, "reject"));
    }

    private static boolean contains(byte[] record, String text) {
        return new String(record, StandardCharsets.ISO_8859_1).contains(text);
    }

    @Test
    void a_bag_that_comes_twice_is_taken_once() {
        partition.start().openChannel();
        partition.bring(ALICE, "a", "b");

        partition.bringAgain(ALICE, 1, "a", "b");
        partition.bringAgain(ALICE, 2, "b", "c");

        assertThat(partition.stateOf(ALICE)).isEqualTo("a b c");
    }

    @Test
    void a_gap_is_answered_with_where_to_go_on() {
        partition.start().openChannel();
        partition.bring(ALICE, "a");
        partition.courier.told.clear();

        partition.bringAgain(ALICE, 3, "c");

        assertThat(partition.courier.told).containsExactly(new Protocol.Resend(partition.number(), COURIER, 2));
        assertThat(partition.stateOf(ALICE)).isEqualTo("a");
    }

    @Test
    void a_bag_of_an_unknown_channel_is_refused_whole() {
        partition.start();

        partition.bring(ALICE, "a");

        assertThat(partition.courier.told)
                .containsExactly(new Protocol.ChannelOpened(partition.number(), COURIER, false, 0));
        assertThat(partition.handedOver).isEmpty();
    }

    @Test
    void a_channel_that_was_replaced_takes_nothing_more_also_after_a_crash() {
        partition.start().openChannel();
        partition.bring(ALICE, "a");

        partition.arrive(new Protocol.OpenChannel(COURIER + 1, true, partition.now(), COURIER));
        partition.bring(ALICE, "late");
        partition.crash().start();
        partition.bringAgain(ALICE, 2, "late");

        assertThat(partition.stateOf(ALICE)).isEqualTo("a");
    }

    @Test
    void a_channel_that_was_opened_again_just_after_it_was_forgotten_is_there_after_a_crash() {
        partition.start().openChannel();
        partition.holdCommits();
        partition.bring(ALICE, "a");
        partition.advance(PlayedSettings.few().channelMillis() + 1_000);
        partition.input(new Input.Woken());

        partition.openChannel();
        partition.commit();
        partition.openChannel();
        partition.crash().start();
        partition.bringAgain(ALICE, 1, "b");

        assertThat(partition.receiptsThrough()).isEqualTo(1);
        assertThat(partition.stateOf(ALICE)).isEqualTo("a b");
    }

    @Test
    void an_unused_channel_is_forgotten_and_not_opened_again_by_a_request_that_was_long_on_its_way() {
        partition.start().openChannel();
        Protocol.OpenChannel late = new Protocol.OpenChannel(COURIER, true, partition.now(), 0);

        partition.advance(PlayedSettings.few().channelMillis() + 1_000);
        partition.input(new Input.Woken());
        partition.courier.told.clear();
        partition.arrive(late);

        assertThat(partition.courier.told)
                .containsExactly(new Protocol.ChannelOpened(partition.number(), COURIER, false, 0));
    }

    @Test
    void a_full_mailbox_refuses_and_never_processes_what_it_refused() {
        partition.start().openChannel();
        partition.holdTurns();
        partition.bring(NARROW, "a", "b");
        partition.bring(NARROW, "c");
        partition.advance(LONGER_THAN_GRACE);

        partition.finishTurns();
        partition.bringAgain(NARROW, 3, "c");

        assertThat(partition.results())
                .contains(new ChannelResult(3, ChannelResult.Kind.REFUSED, null, Refusal.MAILBOX_FULL));
        assertThat(partition.stateOf(NARROW)).isEqualTo("a b");
    }

    @Test
    void a_refusal_that_met_a_crash_is_still_a_refusal() {
        partition.start().openChannel();
        partition.holdTurns();
        partition.bring(NARROW, "a", "b");
        partition.advance(LONGER_THAN_GRACE);
        partition.holdCommits();
        partition.bring(NARROW, "c");
        partition.advance(LONGER_THAN_GRACE);

        partition.crashAfterTheWrite().start();
        partition.bringAgain(NARROW, 3, "c");

        assertThat(partition.results())
                .contains(new ChannelResult(3, ChannelResult.Kind.REFUSED, null, Refusal.MAILBOX_FULL));
        assertThat(partition.stateOf(NARROW)).isEqualTo("a b");
    }

    @Test
    void a_repeat_of_a_key_is_answered_with_the_first_message() {
        partition.start().openChannel();
        MessageId first = partition.bring(ALICE, "a", key("k", 1));
        partition.crash().start();

        MessageId repeat = partition.bring(ALICE, "a", key("k", 1));

        assertThat(partition.results())
                .contains(new ChannelResult(repeat.number(), ChannelResult.Kind.DUPLICATE, first, null));
        assertThat(partition.stateOf(ALICE)).isEqualTo("a");
    }

    @Test
    void another_message_under_a_used_key_is_refused() {
        partition.start().openChannel();
        partition.bring(ALICE, "a", key("k", 1));

        MessageId misuse = partition.bring(ALICE, "b", key("k", 2));

        assertThat(partition.results())
                .contains(new ChannelResult(misuse.number(), ChannelResult.Kind.REFUSED, null, Refusal.KEY_REUSED));
        assertThat(partition.stateOf(ALICE)).isEqualTo("a");
    }

    @Test
    void a_key_is_free_again_once_its_time_is_over() {
        partition.start().openChannel();
        partition.bring(ALICE, "a", key("k", 1));

        partition.advance(PlayedSettings.few().outcomeMillis() + 1);
        partition.openChannel();
        partition.bring(ALICE, "b", key("k", 2));

        assertThat(partition.stateOf(ALICE)).isEqualTo("a b");
    }

    private static ClientKey key(String key, int hash) {
        return new ClientKey(key, new byte[] {(byte) hash});
    }
}
