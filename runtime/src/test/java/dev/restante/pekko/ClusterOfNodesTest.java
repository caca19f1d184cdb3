package dev.restante.pekko;

import static dev.restante.pekko.CounterProgram.actor;
import static dev.restante.pekko.CounterProgram.add;
import static dev.restante.pekko.CounterProgram.get;
import static dev.restante.pekko.TestNode.await;
import static dev.restante.pekko.TestNode.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.restante.ActorId;
import dev.restante.Audit;
import dev.restante.Dispatch;
import dev.restante.Operations;
import dev.restante.SendOptions;
import dev.restante.UnknownOutcomeException;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Nodes that share a store, in one process: what they say to each other goes over the wire all the same. */
@Timeout(180)
class ClusterOfNodesTest {

    private static final List<ActorId> ACTORS =
            IntStream.range(0, 40).mapToObj(n -> actor("counter", "c" + n)).toList();

    private String storage;
    private int seedPort;

    @BeforeEach
    void name(TestInfo test) throws IOException {
        storage = test.getTestMethod().orElseThrow().getName();
        try (ServerSocket free = new ServerSocket(0)) {
            seedPort = free.getLocalPort();
        }
    }

    @Test
    void every_node_reaches_actors_and_operators_reach_mailboxes_wherever_they_are() throws Exception {
        try (TestNode first = start(seedPort);
                TestNode second = start(0)) {
            until(() -> owners(first) == 2 && owners(second) == 2);

            for (ActorId each : ACTORS) {
                assertThat(first.askValue(each, add(5))).isEqualTo(5);
                assertThat(second.askValue(each, add(2))).isEqualTo(7);
            }
            Operations operations = second.runtime().operations();
            for (ActorId each : ACTORS) {
                assertThat(await(operations.describe(each)).processed()).isEqualTo(2);
                assertThat(await(operations.pause(each))).isTrue();
                await(first.runtime().postbox().send(each, add(1), SendOptions.defaults()));
                assertThat(await(operations.peek(each, 10))).hasSize(1);
                assertThat(await(operations.resume(each))).isTrue();
            }
            assertThat(await(operations.deadLetters(Optional.empty(), Optional.empty(), Optional.empty(), 10)))
                    .isEmpty();
            Audit audit = await(operations.audit());
            assertThat(audit.balanced()).isTrue();
            assertThat(audit.accepted()).isEqualTo(3L * ACTORS.size());
        }
    }

    @Test
    void partitions_move_under_load_and_every_message_counts_once() throws Exception {
        try (TestNode first = start(seedPort)) {
            CompletableFuture<Void> joined;
            try (TestNode second = start(0)) {
                joined = addToAll(first, 0, 20);
                until(() -> owners(first) == 2);
                await(joined);
                joined = addToAll(first, 20, 40);
            }
            await(joined);

            for (ActorId each : ACTORS) {
                assertThat(first.askValue(each, get())).isEqualTo(40);
            }
            assertThat(await(first.runtime().operations().audit()).balanced()).isTrue();
        }
    }

    /** Adds 1 to each actor for each number, under a key of its own, again and again until the outcome is known. */
    private static CompletableFuture<Void> addToAll(TestNode node, int from, int to) {
        return CompletableFuture.allOf(ACTORS.stream()
                .flatMap(each -> IntStream.range(from, to).mapToObj(n -> addOnce(node, each, "k" + n)))
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new));
    }

    private static CompletionStage<Void> addOnce(TestNode node, ActorId to, String key) {
        return node.runtime()
                .postbox()
                .send(to, add(1), SendOptions.defaults().withKey(key))
                .<Void>thenApply(receipt -> null)
                .exceptionallyCompose(failure ->
                        isInDoubt(failure) ? addOnce(node, to, key) : CompletableFuture.failedFuture(failure));
    }

    private static boolean isInDoubt(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof UnknownOutcomeException;
    }

    private static int owners(TestNode node) {
        var partitions = node.runtime()
                .operations()
                .cluster()
                .toCompletableFuture()
                .join()
                .partitions();
        return partitions.size() < 8 ? 0 : new HashSet<>(partitions.values()).size();
    }

    private TestNode start(int port) throws Exception {
        Config cluster = ConfigFactory.parseString("""
                restante { partitions = 8, cluster.join = seed-nodes }
                pekko {
                  remote.artery.canonical.port = %d
                  cluster {
                    seed-nodes = ["pekko://restante@127.0.0.1:%d"]
                    sharding {
                      rebalance-interval = 500 ms
                      least-shard-allocation-strategy { rebalance-absolute-limit = 4, rebalance-relative-limit = 1.0 }
                    }
                  }
                }
                """.formatted(port, seedPort));
        return TestNode.start(
                cluster.withFallback(TestNode.config(storage, "")),
                CounterProgram.named("counter", Dispatch.OWN_ACTOR, message -> {}));
    }
}
