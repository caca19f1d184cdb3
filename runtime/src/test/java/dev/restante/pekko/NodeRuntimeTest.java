package dev.restante.pekko;

import static dev.restante.pekko.CounterProgram.actor;
import static dev.restante.pekko.CounterProgram.add;
import static dev.restante.pekko.CounterProgram.get;
import static dev.restante.pekko.TestNode.await;
import static dev.restante.pekko.TestNode.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.restante.ActorId;
import dev.restante.ActorType;
import dev.restante.Dispatch;
import dev.restante.MessageState;
import dev.restante.MessageStatus;
import dev.restante.Operations;
import dev.restante.Payload;
import dev.restante.Receipt;
import dev.restante.Refusal;
import dev.restante.RefusedException;
import dev.restante.SendOptions;
import dev.restante.UnknownOutcomeException;
import dev.restante.behavior.FakeProgram;
import dev.restante.engine.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class NodeRuntimeTest {

    private static final ActorId ALICE = actor("counter", "alice");

    private String storage;

    @BeforeEach
    void name(TestInfo test) {
        storage = test.getTestMethod().orElseThrow().getName() + test.getDisplayName();
    }

    @ParameterizedTest
    @EnumSource(Dispatch.class)
    void messages_are_processed_in_order_wherever_handlers_run(Dispatch dispatch) throws Exception {
        List<Long> seen = new ArrayList<>();
        try (TestNode node = TestNode.start(
                storage,
                CounterProgram.named(
                        "counter",
                        dispatch,
                        message ->
                                seen.add(CounterProgram.value(message.envelope().payload()))))) {

            List<CompletionStage<Receipt>> receipts = new ArrayList<>();
            for (int n = 1; n <= 500; n++) {
                receipts.add(node.runtime().postbox().send(ALICE, add(n), SendOptions.defaults()));
            }
            for (CompletionStage<Receipt> receipt : receipts) {
                await(receipt);
            }

            assertThat(node.askValue(ALICE, get())).isEqualTo(500 * 501 / 2);
            assertThat(seen).hasSize(501).startsWith(1L, 2L, 3L).contains(500L, 0L);
            assertThat(seen.subList(0, 500)).isSorted();
        }
    }

    @Test
    void a_node_started_again_goes_on_where_the_last_one_stopped() throws Exception {
        try (TestNode node = TestNode.start(storage, counter())) {
            node.askValue(ALICE, add(5));
        }

        try (TestNode node = TestNode.start(storage, counter())) {
            assertThat(node.askValue(ALICE, add(2))).isEqualTo(7);
        }
    }

    @Test
    void a_failed_write_ends_the_partition_and_the_next_incarnation_goes_on_from_the_log() throws Exception {
        try (TestNode node = TestNode.start(storage, counter())) {
            node.askValue(ALICE, add(5));
            MemoryStorage.named(storage).logFailures.set(1);

            CompletionStage<MessageStatus> outcome = node.ask(ALICE, add(2)).outcome();

            assertThat(await(outcome).state()).isEqualTo(MessageState.PROCESSED);
            assertThat(node.askValue(ALICE, get())).isEqualTo(7);
            assertThat(await(node.runtime().figures()).partitionFailures()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OWN_ACTOR", "BLOCKING"})
    void handlers_that_never_return_hold_up_neither_other_actors_nor_the_partition_s_next_incarnation(Dispatch dispatch)
            throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        try (TestNode node = TestNode.start(storage, stuckAt(ALICE, dispatch, released))) {
            ActorId neighbour = actor("counter", "{alice}bob");
            for (int n = 0; n < 4; n++) {
                await(node.ask(actor("counter", "{alice}" + n + "stuck"), add(1))
                        .receipt());
            }

            assertThat(node.askValue(neighbour, add(1))).isEqualTo(1);

            MemoryStorage.named(storage).logFailures.set(1);

            assertThat(node.askValue(neighbour, add(1))).isEqualTo(2);
            until(() -> overdueTurns(node) >= 4);
            released.countDown();
        }
    }

    @Test
    void a_partition_that_is_handed_over_finishes_and_is_started_again() throws Exception {
        try (TestNode node = TestNode.start(storage, counter())) {
            node.askValue(ALICE, add(5));
            ActorRef before = owner(node, ALICE);

            before.tell(PartitionMessage.HandOff.INSTANCE, ActorRef.noSender());

            until(() -> before.isTerminated());
            assertThat(node.askValue(ALICE, add(1))).isEqualTo(6);
            assertThat(await(node.runtime().figures()).partitionFailures()).isZero();
        }
    }

    @Test
    void what_has_no_receipt_when_the_node_stops_is_in_doubt() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        CompletionStage<MessageStatus> outcome;
        try (TestNode node = TestNode.start(storage, stuckAt(ALICE, Dispatch.BLOCKING, released))) {
            outcome = node.ask(actor("counter", "{alice}stuck"), add(1)).outcome();
        } finally {
            released.countDown();
        }

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> await(outcome))
                .withCauseInstanceOf(UnknownOutcomeException.class);
    }

    @Test
    void a_message_for_the_end_of_time_waits_and_disturbs_nobody() throws Exception {
        try (TestNode node = TestNode.start(storage, counter())) {
            SendOptions never =
                    SendOptions.defaults().withNotBefore(Instant.MAX).withKey("doomsday");

            await(node.runtime().postbox().send(ALICE, add(1), never));

            assertThat(node.askValue(ALICE, add(2))).isEqualTo(2);
            assertThat(await(node.runtime().operations().status(ALICE, "doomsday")))
                    .hasValueSatisfying(status -> assertThat(status.state()).isEqualTo(MessageState.DELAYED));
            assertThat(await(node.runtime().figures()).partitionFailures()).isZero();
        }
    }

    @Test
    void a_payload_over_the_limit_is_refused_before_it_goes_anywhere() throws Exception {
        try (TestNode node = TestNode.start(TestNode.config(storage, "restante.max-payload = 8"), counter())) {
            Payload large = new Payload("Add", 1, new byte[9]);

            CompletionStage<Receipt> receipt = node.runtime().postbox().send(ALICE, large, SendOptions.defaults());

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> await(receipt))
                    .havingCause()
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.TOO_LARGE));
        }
    }

    @Test
    void a_type_that_is_not_registered_is_refused() throws Exception {
        try (TestNode node = TestNode.start(storage, counter())) {
            CompletionStage<Receipt> receipt =
                    node.runtime().postbox().send(actor("nobody", "x"), add(1), SendOptions.defaults());

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> await(receipt))
                    .havingCause()
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.UNKNOWN_TYPE));
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> node.runtime().ref(ActorType.of("nobody", String.class), "x")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("counter");
        }
    }

    @Test
    void operators_see_and_steer_actors_of_all_partitions() throws Exception {
        try (TestNode node = TestNode.start(storage, counter())) {
            Operations operations = node.runtime().operations();
            assertThat(await(operations.pause(ALICE))).isTrue();
            assertThat(await(operations.pause(ALICE))).isFalse();
            await(node.ask(ALICE, add(1)).receipt());
            await(node.ask(actor("counter", "bob"), add(1)).outcome());

            assertThat(await(operations.describe(ALICE)).depth()).isEqualTo(1);
            assertThat(await(operations.peek(ALICE, 10))).hasSize(1);
            assertThat(await(operations.deepest(Optional.empty(), 10)))
                    .singleElement()
                    .satisfies(deepest -> assertThat(deepest.actor()).isEqualTo(ALICE));
            assertThat(await(operations.purge(ALICE))).isEqualTo(1);
            assertThat(await(operations.resume(ALICE))).isTrue();
            assertThat(await(operations.audit())).satisfies(audit -> {
                assertThat(audit.balanced()).isTrue();
                assertThat(audit.accepted()).isEqualTo(2);
                assertThat(audit.processed()).isEqualTo(1);
                assertThat(audit.purged()).isEqualTo(1);
            });
            assertThat(await(operations.cluster()).partitions()).hasSize(4);
            assertThat(await(operations.deadLetters(Optional.empty(), Optional.empty(), Optional.empty(), 10)))
                    .isEmpty();
        }
    }

    private static FakeProgram counter() {
        return CounterProgram.named("counter", Dispatch.OWN_ACTOR, message -> {});
    }

    /** Handlers of actors whose key ends in {@code stuck} wait for the latch. */
    private static FakeProgram stuckAt(ActorId actor, Dispatch dispatch, CountDownLatch released) {
        return CounterProgram.named(actor.type(), dispatch, message -> {
            if (message.envelope().to().key().endsWith("stuck")) {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
    }

    private static long overdueTurns(TestNode node) {
        return node.runtime().figures().toCompletableFuture().join().overdueTurns();
    }

    private static ActorRef owner(TestNode node, ActorId actor) throws Exception {
        int partition = Placement.partitionOf(actor, 4);
        return await(Adapter.toClassic(node.runtime().system())
                .actorSelection("/system/sharding/restante/" + partition + "/" + partition)
                .resolveOne(TestNode.LIMIT));
    }
}
