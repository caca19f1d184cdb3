package dev.restante.pekko;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.restante.ActorId;
import dev.restante.ActorType;
import dev.restante.Delivered;
import dev.restante.Payload;
import dev.restante.SendOptions;
import dev.restante.TypeCatalog;
import dev.restante.behavior.BehaviorCatalog;
import dev.restante.behavior.Program;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A node of one process with storage in memory. */
final class TestNode implements AutoCloseable {

    /** For anything to happen; far beyond what it takes. */
    static final Duration LIMIT = Duration.ofSeconds(20);

    private final NodeRuntime runtime;

    private TestNode(NodeRuntime runtime) {
        this.runtime = runtime;
    }

    /** Starts a node on the storage of this name, and waits until it serves. */
    static TestNode start(String storage, Program... programs) throws Exception {
        return start(config(storage, ""), programs);
    }

    static TestNode start(Config config, Program... programs) throws Exception {
        TestNode node = startWithoutWaiting(config, programs);
        await(node.runtime.ready());
        return node;
    }

    /** For a node that will not serve all of its partitions. */
    static TestNode startWithoutWaiting(Config config, Program... programs) {
        Map<String, Program> byName = Arrays.stream(programs)
                .collect(Collectors.toMap(program -> program.settings().name(), Function.identity()));
        return new TestNode(
                NodeRuntime.start(config, platform -> new BehaviorCatalog(byName, new Names(byName.keySet()))));
    }

    static Config config(String storage, String more) {
        return ConfigFactory.parseString(more)
                .withFallback(ConfigFactory.parseString("""
                        pekko {
                          stdout-loglevel = OFF
                          loglevel = OFF
                          actor.provider = cluster
                          remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                          cluster.jmx.enabled = off
                        }
                        restante {
                          partitions = 4
                          storage { journal = restante.test.journal, snapshot-store = restante.test.snapshot-store }
                          state-store.provider = "dev.restante.pekko.MemoryStateStoreProvider"
                          test.journal {
                            class = "dev.restante.pekko.MemoryJournal"
                            plugin-dispatcher = "pekko.actor.default-dispatcher"
                            storage = "%1$s"
                          }
                          test.snapshot-store {
                            class = "dev.restante.pekko.MemorySnapshotStore"
                            plugin-dispatcher = "pekko.actor.default-dispatcher"
                            storage = "%1$s"
                          }
                        }
                        """.formatted(storage)))
                .withFallback(ConfigFactory.load());
    }

    NodeRuntime runtime() {
        return runtime;
    }

    Delivered ask(ActorId actor, Payload message) {
        return runtime.postbox().sendAndFollow(actor, message, SendOptions.defaults(), LIMIT);
    }

    /** Sends and waits for the reply. */
    long askValue(ActorId actor, Payload message) throws Exception {
        return CounterProgram.value(await(ask(actor, message).outcome()).reply().orElseThrow());
    }

    static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until the condition holds. */
    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the condition did not come to hold within " + LIMIT);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        runtime.close();
    }

    /** Knows names only: these tests send what is serialized already. */
    record Names(Set<String> types) implements TypeCatalog {

        @Override
        public Optional<Set<String>> messages(String type) {
            return Optional.of(Set.of("Add", "Get"));
        }

        @Override
        public Payload read(String type, String message, byte[] json) {
            return new Payload(message, 1, json);
        }

        @Override
        public String schema(String type, String message) {
            return "{}";
        }

        @Override
        public Payload write(ActorType<?> type, Object message) {
            return (Payload) message;
        }

        @Override
        public <R> R readReply(Payload reply, Class<R> as) {
            return as.cast(reply);
        }
    }
}
