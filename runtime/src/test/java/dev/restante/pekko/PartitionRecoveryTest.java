package dev.restante.pekko;

import static dev.restante.pekko.CounterProgram.actor;
import static dev.restante.pekko.CounterProgram.add;
import static dev.restante.pekko.CounterProgram.get;
import static dev.restante.pekko.TestNode.await;
import static dev.restante.pekko.TestNode.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import dev.restante.ActorId;
import dev.restante.Dispatch;
import dev.restante.MessageState;
import dev.restante.SendOptions;
import dev.restante.behavior.FakeProgram;
import dev.restante.engine.Placement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PartitionRecoveryTest {

    private static final ActorId ALICE = actor("counter", "alice");
    private static final int PARTITION = Placement.partitionOf(ALICE, 4);
    private static final String LOG = "restante-partition-" + PARTITION;

    private MemoryStorage storage;
    private Config config;
    private int sent;

    @BeforeEach
    void prepare(TestInfo test) {
        storage = MemoryStorage.named(test.getDisplayName());
        config = TestNode.config(test.getDisplayName(), "restante.limits.checkpoint-bytes = 1 KiB");
    }

    @Test
    void a_checkpoint_replaces_the_log_before_the_one_before_it() throws Exception {
        try (TestNode node = TestNode.start(config, counter())) {
            while (storage.log(LOG).firstKey() == 1) {
                addOne(node);
            }
        }
        long sum;
        try (TestNode node = TestNode.start(config, counter())) {
            sum = node.askValue(ALICE, get());
            assertThat(await(node.runtime().operations().audit()).balanced()).isTrue();
        }

        assertThat(sum).isEqualTo(sent);
        assertThat(storage.checkpoints(LOG).lastKey()).isLessThanOrEqualTo(storage.highest.get(LOG));
    }

    @Test
    void rows_that_cannot_be_written_end_the_partition_and_the_next_incarnation_writes_them() throws Exception {
        try (TestNode node = TestNode.start(config, counter())) {
            addOne(node);
            storage.rows.writeFailures.set(1);

            addUntilCheckpointed(node);

            assertThat(storage.rows.writeFailures).hasValue(0);
            assertThat(node.askValue(ALICE, get())).isEqualTo(sent);
            assertThat(await(node.runtime().figures()).partitionFailures()).isEqualTo(1);
        }
    }

    @Test
    void a_partition_that_another_owner_has_claimed_stops() throws Exception {
        try (TestNode node = TestNode.start(config, counter())) {
            node.askValue(ALICE, add(1));

            await(storage.rows.claim(PARTITION, 1_000));

            while (failures(node) == 0) {
                node.runtime().postbox().send(ALICE, add(1), SendOptions.defaults());
            }
            until(() -> !node.runtime().ready().toCompletableFuture().isDone());
        }
    }

    @Test
    void a_damaged_checkpoint_keeps_its_partition_from_starting_and_no_other_one() throws Exception {
        try (TestNode node = TestNode.start(config, counter())) {
            addUntilCheckpointed(node);
        }
        storage.checkpoints(LOG).replaceAll((sequence, index) -> new byte[] {99, 1, 2, 3});

        try (TestNode node = TestNode.startWithoutWaiting(config, counter())) {
            ActorId healthy = anotherPartitionsActor();

            assertThat(node.askValue(healthy, add(1))).isEqualTo(1);
            until(() -> failures(node) > 0);
            assertThat(node.runtime().ready().toCompletableFuture()).isNotDone();
            assertThat(storage.log(LOG)).isNotEmpty();
            assertThat(storage.checkpoints(LOG)).isNotEmpty();
        }
    }

    @Test
    void a_message_in_hand_when_the_partition_fails_is_handed_over_again() throws Exception {
        try (TestNode node = TestNode.start(config, counter())) {
            storage.logFailures.set(2);

            assertThat(await(node.ask(ALICE, add(3)).outcome()).state()).isEqualTo(MessageState.PROCESSED);
            assertThat(node.askValue(ALICE, get())).isEqualTo(3);
        }
    }

    /** One message after the other, so that each is a record of its own. */
    private void addUntilCheckpointed(TestNode node) throws Exception {
        while (storage.checkpoints(LOG).isEmpty()) {
            addOne(node);
        }
    }

    private void addOne(TestNode node) throws Exception {
        node.askValue(ALICE, add(1));
        sent++;
    }

    private static ActorId anotherPartitionsActor() {
        int n = 0;
        while (Placement.partitionOf(actor("counter", "k" + n), 4) == PARTITION) {
            n++;
        }
        return actor("counter", "k" + n);
    }

    private static long failures(TestNode node) {
        return node.runtime().figures().toCompletableFuture().join().partitionFailures();
    }

    private static FakeProgram counter() {
        return CounterProgram.named("counter", Dispatch.OWN_ACTOR, message -> {});
    }
}
