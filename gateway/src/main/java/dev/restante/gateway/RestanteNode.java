package dev.restante.gateway;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.restante.ActorRuntime;
import dev.restante.Application;
import dev.restante.actors.topic.Topics;
import dev.restante.cluster.SingleNode;
import dev.restante.gateway.command.CommandFailure;
import dev.restante.gateway.http.HttpServer;
import dev.restante.pekko.NodeRuntime;
import dev.restante.persistence.embedded.EmbeddedStorage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.pekko.actor.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** A node with its HTTP interface, in this process. Thread-safe. */
public final class RestanteNode implements AutoCloseable {

    /** For requests under way to be answered when the node stops. */
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final NodeRuntime runtime;
    private final HttpServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RestanteNode(NodeRuntime runtime, HttpServer server) {
        this.runtime = runtime;
        this.server = server;
    }

    /**
     * The body of a {@code main}: runs a node that hosts {@code applications}, with the options of {@code restante node}, until the process is
     * told to stop. Does not return: it ends the process.
     */
    public static void run(String[] args, Application... applications) {
        Logging.configure();
        System.exit(new CommandLine(new OwnNodeCommand(List.of(applications)))
                .setExecutionExceptionHandler(CommandFailure::report)
                .setUsageHelpAutoWidth(true)
                .execute(args));
    }

    /**
     * Starts a node and serves at once; {@link #ready} says when all partitions have recovered.
     *
     * @throws StartFailedException when it cannot start; its message says why and what to do
     */
    public static RestanteNode start(NodeSettings settings, List<Application> applications) {
        NodeRuntime runtime;
        try {
            HttpServer.requireGuarded(settings.http());
            runtime = NodeRuntime.start(config(settings), withTopics(applications));
        } catch (RuntimeException e) {
            throw StartFailedException.because(e, settings);
        }
        try {
            HttpServer server = HttpServer.bind(
                            runtime.system(), runtime, runtime::figures, backup(runtime), settings.http())
                    .toCompletableFuture()
                    .join();
            return new RestanteNode(runtime, server);
        } catch (CompletionException e) {
            runtime.close();
            throw StartFailedException.because(e, settings);
        }
    }

    /** Makes a copy of the node's store, if that is an embedded one. */
    private static Optional<Supplier<CompletionStage<Path>>> backup(NodeRuntime runtime) {
        ActorSystem system = runtime.system().classicSystem();
        return isEmbedded(system.settings().config())
                ? Optional.of(() -> EmbeddedStorage.get(system).backup())
                : Optional.empty();
    }

    private static boolean isEmbedded(Config config) {
        return config.getString("restante.storage.journal").equals("restante.embedded.journal");
    }

    /** Every node hosts topics; they come last, so as to see what the others subscribe. */
    private static List<Application> withTopics(List<Application> applications) {
        List<Application> all = new ArrayList<>(applications);
        all.add(new Topics());
        return all;
    }

    private static Config config(NodeSettings settings) {
        Config fixed = ConfigFactory.parseMap(Map.of(
                "restante.embedded.directory",
                settings.data().toAbsolutePath().toString(),
                "restante.max-payload",
                settings.http().maxPayload() + " B",
                // The main stops the node in order: connections first, then partitions.
                "pekko.jvm-shutdown-hooks",
                "off",
                "pekko.coordinated-shutdown.run-by-jvm-shutdown-hook",
                "off"));
        Config given = fixed.withFallback(settings.overrides());
        return settings.cluster()
                .map(nodes -> withSharedStore(nodes.load(given)))
                .orElseGet(() -> SingleNode.load(given));
    }

    private static Config withSharedStore(Config config) {
        if (isEmbedded(config)) {
            throw new IllegalArgumentException(
                    "the nodes of a cluster share a store, and an embedded one is of one node;"
                            + " use --store postgres, with the same --jdbc-url on all of them");
        }
        return config;
    }

    /** The runtime, to send from this process. */
    public ActorRuntime runtime() {
        return runtime;
    }

    /** Completes when every partition has recovered. */
    public CompletionStage<Void> ready() {
        return runtime.ready();
    }

    /** Where it serves. */
    public URI address() {
        InetSocketAddress bound = server.address();
        InetAddress host = bound.getAddress();
        String text = host.getHostAddress();
        return URI.create("http://" + (text.contains(":") ? "[" + text + "]" : text) + ":" + bound.getPort());
    }

    /** Has {@code halt} called when the node's end takes too long. */
    void requireTimelyEnd(Runnable halt) {
        TimelyEnd.require(runtime.system(), TimelyEnd.LIMIT, halt);
    }

    /** Completes when the node has ended, by {@link #close} or by a failure of its own. */
    CompletableFuture<Void> ended() {
        return runtime.system().getWhenTerminated().toCompletableFuture().thenApply(terminated -> null);
    }

    /** Takes no more connections, answers what is under way, hands the partitions over and stops. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.stop(DRAIN)
                    .toCompletableFuture()
                    .orTimeout(2 * DRAIN.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(failure -> {
                        log().warn("not every connection was closed cleanly", failure);
                        return null;
                    })
                    .join();
            runtime.close();
        }
    }

    /** Not a constant: that would be made before {@link #run} could say where logs go. */
    private static Logger log() {
        return LoggerFactory.getLogger(RestanteNode.class);
    }
}
