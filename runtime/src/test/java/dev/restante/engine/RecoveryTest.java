package dev.restante.engine;

import static dev.restante.engine.PlayedActors.ALICE;
import static dev.restante.engine.PlayedActors.BOB;
import static dev.restante.engine.PlayedActors.KEEPER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.ActorId;
import dev.restante.ActorStatus;
import dev.restante.Audit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a crash or a stop leaves, and what the next owner makes of it. */
class RecoveryTest {

    private static final long LONGER_THAN_GRACE = 10;

    /** Messages, several times as many as are read back from the store at once. */
    private static final int LONG = 900;

    private final PartitionDriver partition = new PartitionDriver();

    @Test
    void a_crash_before_the_commit_hands_the_message_over_again() {
        partition.start().openChannel();
        partition.holdCommits();
        partition.bring(ALICE, "a");

        partition.crash().start();
        partition.bringAgain(ALICE, 1, "a");

        assertThat(partition.bodiesHandedOver()).containsExactly("a");
        assertThat(partition.stateOf(ALICE)).isEqualTo("a");
    }

    @Test
    void a_crash_after_the_commit_and_before_the_receipt_takes_the_repeat_for_what_it_is() {
        partition.start().openChannel();
        partition.bring(ALICE, "a");
        partition.holdCommits();
        partition.bring(ALICE, "b");

        partition.crashAfterTheWrite().start();
        partition.bringAgain(ALICE, 2, "b");

        assertThat(partition.handedOver).isEmpty();
        assertThat(partition.receiptsThrough()).isEqualTo(2);
        assertThat(partition.stateOf(ALICE)).isEqualTo("a b");
    }

    @Test
    void a_waiting_message_keeps_its_place_over_a_crash() {
        partition.start().openChannel();
        partition.holdTurns();
        partition.bring(ALICE, "a", "b");
        partition.advance(LONGER_THAN_GRACE);
        List<Delivery> before = List.copyOf(partition.handedOver);

        partition.crash().start();

        assertThat(partition.handedOver).extracting(Delivery::position).containsExactlyElementsOf(positions(before));
        assertThat(partition.stateOf(ALICE)).isEqualTo("a b");
    }

    @Test
    void recovery_from_a_checkpoint_and_the_records_after_it_brings_everything_back() {
        EngineSettings small = PlayedSettings.withCheckpointEvery(200);
        PartitionDriver trimming = new PartitionDriver(small);
        trimming.start().openChannel();
        for (int i = 0; i < 50; i++) {
            trimming.bring(i % 2 == 0 ? ALICE : BOB, Integer.toString(i));
        }
        assertThat(trimming.storage.log.firstKey()).as("the oldest record left").isGreaterThan(10);

        trimming.crash().start();

        ActorStatus alice = trimming.ask(ActorStatus.class, new Request.Describe(ALICE));
        assertThat(alice.processed()).isEqualTo(25);
        assertThat(PlayedActors.text(alice.state().orElseThrow()))
                .startsWith("0 2 4")
                .endsWith("46 48");
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_long_mailbox_of_which_much_was_done_since_its_checkpoint_goes_on_after_a_crash() {
        partition.start().openChannel();
        partition.holdTurns();
        for (int n = 1; n <= LONG; n++) {
            partition.bring(ALICE, "m" + n);
        }
        partition.ask(Audit.class, new Request.Recount());
        partition.crash().holdTurns().start();
        while (partition.handedOver.size() <= LONG / 2) {
            partition.cells.finishNext(partition.now()).ifPresent(partition::input);
        }

        partition.crash().start();

        assertThat(partition.stateOf(ALICE)).startsWith("m1 m2 ").endsWith(" m" + LONG);
    }

    @Test
    void a_keyed_message_that_was_logged_before_its_key_was_read_is_decided_by_the_next_owner() {
        partition.start().openChannel();
        partition.holdReads();
        ClientKey key = new ClientKey("k", new byte[] {1});
        partition.bring(ALICE, "a", key);
        partition.advance(LONGER_THAN_GRACE);

        partition.crash().start();

        assertThat(partition.stateOf(ALICE)).isEqualTo("a");
    }

    @Test
    void rows_of_a_checkpoint_that_was_never_finished_do_not_outlive_their_messages() {
        PartitionDriver unfinished = new PartitionDriver(PlayedSettings.withCheckpointEvery(1_000));
        unfinished.start().openChannel();
        unfinished.ask(Boolean.class, new Request.Pause(ALICE));
        unfinished.storage.loseCheckpoints(true);
        for (int i = 0; i < 10; i++) {
            unfinished.bring(ALICE, Integer.toString(i));
        }

        unfinished.storage.loseCheckpoints(false);
        unfinished.crash().start();
        unfinished.ask(Boolean.class, new Request.Resume(ALICE));

        Audit audit = unfinished.ask(Audit.class, new Request.Recount());
        assertThat(audit).isEqualTo(new Audit(10, 10, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void a_checkpoint_that_was_never_finished_deletes_no_send_that_the_log_still_counts_on() {
        ActorId far = PlayedActors.farFrom(ALICE);
        int receiver = Placement.partitionOf(far, PlayedSettings.few().partitions());
        PartitionDriver unfinished = new PartitionDriver(PlayedSettings.withCheckpointEvery(200));
        unfinished.start().openChannel();
        for (int i = 0; i < 5; i++) {
            unfinished.bring(ALICE, "tell " + far + " " + i);
        }
        unfinished.arrive(new Protocol.Ack(receiver, unfinished.number(), 5));

        unfinished.storage.loseCheckpoints(true);
        unfinished.input(new Input.Asked("audit", new Request.Recount()));
        unfinished.storage.loseCheckpoints(false);
        unfinished.crash().start();

        assertThat(unfinished.toPartitions).isEmpty();
        unfinished.bring(ALICE, "tell " + far + " 5");
        assertThat(unfinished.toPartitions.get(receiver)).hasSize(1);
    }

    @Test
    void an_actor_built_from_events_is_as_before_after_a_crash() {
        partition.start().openChannel();
        partition.bring(KEEPER, "a", "b");
        partition.bring(KEEPER, "c");

        partition.crash().start();
        partition.bringAgain(KEEPER, 4, "d");

        assertThat(lastReply()).isEqualTo("a b c d");
    }

    @Test
    void an_actor_that_forgot_its_state_starts_anew_also_when_it_was_built_from_events() {
        partition.start().openChannel();
        for (ActorId actor : List.of(ALICE, KEEPER)) {
            partition.bring(actor, "a", "b");
            partition.bring(actor, "forget");
            partition.bring(actor, "c");
        }

        partition.crash().start();
        partition.bring(KEEPER, "d");

        assertThat(partition.stateOf(ALICE)).isEqualTo("c");
        assertThat(lastReply()).isEqualTo("c d");
    }

    @Test
    void a_log_with_a_record_missing_is_refused_and_named() {
        partition.start().openChannel();
        partition.bring(ALICE, "a");
        partition.bring(ALICE, "b");
        partition.storage.log.remove(2L);

        assertThatThrownBy(() -> partition.crash().start())
                .isInstanceOf(CorruptLogException.class)
                .hasMessage("the log of partition " + partition.number() + " goes from record 1 to record 3");
    }

    @Test
    void a_partition_that_stops_finishes_what_is_at_work_and_leaves_the_log_clean() {
        partition.start().openChannel();
        partition.holdTurns();
        partition.bring(ALICE, "a");

        boolean stoppedAtOnce = partition.stop();
        partition.finishTurns();

        assertThat(stoppedAtOnce).isFalse();
        assertThat(partition.stop()).isTrue();
        partition.crash().start();
        assertThat(partition.stateOf(ALICE)).isEqualTo("a");
    }

    private static List<Long> positions(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::position).toList();
    }

    private String lastReply() {
        List<Protocol.OutcomeNotice> notices = partition.courier.told.stream()
                .filter(Protocol.OutcomeNotice.class::isInstance)
                .map(Protocol.OutcomeNotice.class::cast)
                .toList();
        return PlayedActors.text(notices.get(notices.size() - 1).outcome().reply());
    }
}
