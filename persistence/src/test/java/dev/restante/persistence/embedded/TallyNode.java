package dev.restante.persistence.embedded;

import com.typesafe.config.ConfigFactory;
import dev.restante.ActorId;
import dev.restante.ActorType;
import dev.restante.Application;
import dev.restante.Audit;
import dev.restante.DurableBehavior;
import dev.restante.Effect;
import dev.restante.Registry;
import dev.restante.pekko.NodeRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A node of four partitions on the embedded store, with actors that add numbers up. */
final class TallyNode implements AutoCloseable {

    private static final ActorType<Message> TALLY = ActorType.of("tally", Message.class);

    /** What a tally takes. */
    sealed interface Message {}

    /** Adds {@code n}; replies with the sum. */
    record Add(long n) implements Message {}

    /** The sum so far. */
    record Total(long sum) {}

    private static final class Tallies implements Application {

        @Override
        public String name() {
            return "tallies";
        }

        @Override
        public void register(Registry registry) {
            registry.add(
                    TALLY,
                    DurableBehavior.of(Message.class, new Total(0))
                            .on(Add.class, TallyNode::handle)
                            .replies(Total.class)
                            .build());
        }
    }

    private final NodeRuntime runtime;

    private TallyNode(NodeRuntime runtime) {
        this.runtime = runtime;
    }

    private static Effect<Total> handle(Total total, Add add) {
        Total after = new Total(total.sum() + add.n());
        return Effect.update(after).thenReply(after);
    }

    /** Starts a node, with checkpoints after little, and waits until it serves. */
    static TallyNode start(Path folder) throws Exception {
        TallyNode node = new TallyNode(NodeRuntime.start(
                ConfigFactory.parseString("""
                                pekko {
                                  loglevel = OFF
                                  stdout-loglevel = OFF
                                  actor.provider = cluster
                                  remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                                  cluster.jmx.enabled = off
                                }
                                restante { partitions = 4, limits.checkpoint-bytes = 20000 }
                                """)
                        .withFallback(EmbeddedFixture.config(folder))
                        .withFallback(ConfigFactory.load())
                        .resolve(),
                List.of(new Tallies())));
        await(node.runtime.ready());
        return node;
    }

    long add(String tally, long n) throws Exception {
        return await(runtime.ref(TALLY, tally).ask(new Add(n), Total.class, Duration.ofSeconds(30)))
                .sum();
    }

    /** Leaves a message waiting. */
    void addLater(String tally, long n) throws Exception {
        await(runtime.ref(TALLY, tally).tell(new Add(n)));
    }

    void pause(String tally) throws Exception {
        await(runtime.operations().pause(id(tally)));
    }

    boolean isPaused(String tally) throws Exception {
        return await(runtime.operations().describe(id(tally))).paused();
    }

    static ActorId id(String tally) {
        return new ActorId("tally", tally);
    }

    /** The folder of a copy that is made while the node runs. */
    Path backup() throws Exception {
        return await(EmbeddedStorage.get(runtime.system().classicSystem()).backup());
    }

    Audit audit() throws Exception {
        return await(runtime.operations().audit());
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        runtime.close();
    }
}
