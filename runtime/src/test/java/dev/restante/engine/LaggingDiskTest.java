package dev.restante.engine;

import static dev.restante.engine.PlayedActors.ALICE;
import static dev.restante.engine.PlayedActors.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.Audit;
import dev.restante.Refusal;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A disk that is slow slows down what comes in; nothing grows without bound and nothing fails. */
class LaggingDiskTest {

    private static final int CHECKPOINT_BYTES = 1_000;
    private static final int RECORD_BYTES = 1_000;

    private static PartitionDriver withSlowCheckpoints() {
        PartitionDriver partition = new PartitionDriver(PlayedSettings.withCheckpointEvery(CHECKPOINT_BYTES));
        partition.start().openChannel();
        partition.storage.holdCheckpoints();
        for (int n = 1; n <= 100; n++) {
            partition.bring(ALICE, "m" + n);
        }
        return partition;
    }

    @Test
    void records_wait_for_a_slow_checkpoint_so_that_the_log_stays_bounded() {
        PartitionDriver partition = withSlowCheckpoints();

        assertThat(partition.storage.logBytes()).isBetween((long) CHECKPOINT_BYTES, 2L * CHECKPOINT_BYTES);
        assertThat(partition.receiptsThrough()).isLessThan(100);
    }

    @Test
    void what_waited_for_a_checkpoint_is_committed_as_soon_as_that_is_saved() {
        PartitionDriver partition = withSlowCheckpoints();

        partition.input(partition.storage.finishCheckpoint());

        assertThat(partition.receiptsThrough()).isEqualTo(100);
        assertThat(partition.stateOf(ALICE)).startsWith("m1 m2").endsWith("m99 m100");
    }

    @Test
    void records_that_wait_for_the_decision_of_a_key_go_on_once_its_row_is_read() {
        PartitionDriver partition = new PartitionDriver(PlayedSettings.withCheckpointEvery(CHECKPOINT_BYTES));
        partition.start().openChannel();
        partition.bring(ALICE, "m0");
        partition.holdReads().bring(ALICE, "keyed", new ClientKey("k", new byte[] {1}));
        for (int n = 1; n <= 100; n++) {
            partition.bring(ALICE, "m" + n);
        }
        long logged = partition.storage.logBytes();
        long receipts = partition.receiptsThrough();

        partition.input(partition.storage.carryOut(partition.heldReads.get(0)).orElseThrow());

        assertThat(logged).isLessThanOrEqualTo(2L * CHECKPOINT_BYTES);
        assertThat(receipts).isLessThan(100);
        assertThat(partition.receiptsThrough()).isEqualTo(102);
        assertThat(partition.storage.log.firstKey())
                .as("the oldest record left")
                .isGreaterThan(1);
    }

    @Test
    void an_audit_is_answered_while_the_log_waits_for_it_to_end() {
        PartitionDriver partition = new PartitionDriver(PlayedSettings.withCheckpointEvery(CHECKPOINT_BYTES));
        partition.start().openChannel();
        for (int n = 1; n <= 100; n++) {
            partition.bring(ALICE, "m" + n);
        }

        Audit audit = partition.ask(Audit.class, new Request.Recount());

        assertThat(audit).isEqualTo(new Audit(100, 100, 0, 0, 0, 0, 0, 0, 0));
    }

    /** A partition whose first record is being written, and whose next has grown to the limit and beyond. */
    private static PartitionDriver crowded() {
        PartitionDriver partition = new PartitionDriver(PlayedSettings.withRecordsOf(RECORD_BYTES));
        partition.start().openChannel();
        partition.holdTurns();
        partition.holdCommits();
        for (int n = 1; n <= 30; n++) {
            partition.bring(BOB, "x".repeat(100));
        }
        return partition;
    }

    @Test
    void couriers_are_refused_as_overloaded_once_the_next_record_is_full() {
        PartitionDriver partition = crowded();
        partition.commit();

        List<ChannelResult> results = partition.results();

        assertThat(results)
                .isNotEmpty()
                .allSatisfy(result -> assertThat(result.refusal()).isEqualTo(Refusal.OVERLOADED));
        assertThat(partition.receiptsThrough()).isEqualTo(30);
        long firstRefused =
                results.stream().mapToLong(ChannelResult::number).min().orElseThrow();
        assertThat(results)
                .as("all that came later, too")
                .extracting(ChannelResult::number)
                .containsOnly(LongStream.rangeClosed(firstRefused, 30).boxed().toArray(Long[]::new));
    }

    @Test
    void couriers_are_accepted_again_once_the_record_is_on_its_way() {
        PartitionDriver partition = crowded();
        partition.commit();
        partition.finishTurns();
        partition.forgetWhatWasSeen();

        partition.bring(ALICE, "after");

        assertThat(partition.receiptsThrough()).isEqualTo(31);
        assertThat(partition.results()).noneMatch(result -> result.number() == 31);
        assertThat(partition.stateOf(ALICE)).isEqualTo("after");
    }

    @Test
    void another_partition_is_not_refused_but_left_to_send_again() {
        PartitionDriver partition = crowded();
        int other = (partition.number() + 1) % PlayedSettings.few().partitions();
        Protocol.Bag bag = new Protocol.Bag(other, 1, List.of(partition.envelope(1, ALICE, "a", null)), false, 0);

        partition.arrive(bag);
        partition.commit();
        assertThat(partition.stateOf(ALICE)).isEmpty();

        partition.arrive(new Protocol.Bag(other, 1, bag.envelopes(), true, 0));
        partition.finishTurns();
        assertThat(partition.stateOf(ALICE)).isEqualTo("a");
    }
}
