package dev.restante.gateway.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.restante.ActorRuntime;
import dev.restante.TypeCatalog;
import dev.restante.pekko.NodeFigures;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.event.Logging;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.stream.SystemMaterializer;

/** A node's HTTP interface, bound to an address. Thread-safe. */
public final class HttpServer {

    /** Bytes of bodies that are still arriving, over all connections: what slow clients may hold. */
    private static final long ARRIVING_BYTES = 64L << 20;
    /** For one body to arrive: the largest, over a line of 300 kbit/s. */
    private static final Duration ARRIVING_TIME = Duration.ofSeconds(30);

    /**
     * Set to errors in the node's log configuration: the library warns of every response that begins before its request has ended, which is
     * how {@code POST /messages} works.
     */
    private static final String CONNECTIONS_LOG = "dev.restante.gateway.http.Connections";

    private final ServerBinding binding;
    private final NodeRoutes node;

    private HttpServer(ServerBinding binding, NodeRoutes node) {
        this.binding = binding;
        this.node = node;
    }

    /**
     * Completes when the address is bound; fails when it is in use.
     *
     * @param figures measures the node, for its metrics
     * @param backup makes a backup of the node's store; empty when the store is not its own
     * @throws IllegalArgumentException when the address is not loopback and {@link HttpSettings#insecure} is not set
     */
    public static CompletionStage<HttpServer> bind(
            ClassicActorSystemProvider system,
            ActorRuntime runtime,
            Supplier<CompletionStage<NodeFigures>> figures,
            Optional<Supplier<CompletionStage<Path>>> backup,
            HttpSettings settings) {
        requireGuarded(settings);
        PrometheusRegistry registry = new PrometheusRegistry();
        JvmMetrics.builder().register(registry);
        NodeRoutes node = new NodeRoutes(runtime, figures, registry);
        List<Route> own = new ArrayList<>(node.routes());
        own.addAll(new BackupRoutes(backup).routes());
        Router router = router(system, runtime, settings, own, registry);
        Config config = ConfigFactory.parseResourcesAnySyntax(HttpServer.class, "server.conf")
                .withFallback(system.classicSystem().settings().config());
        return Http.get(system)
                .newServerAt(settings.host(), settings.port())
                .logTo(Logging.getLogger(system.classicSystem(), CONNECTIONS_LOG))
                .withSettings(ServerSettings.create(config.resolve()))
                .bind(router::handle)
                .thenApply(binding -> new HttpServer(binding, node));
    }

    /**
     * Refuses to serve whoever comes: there is no access control.
     *
     * @throws IllegalArgumentException when the address is not loopback and {@link HttpSettings#insecure} is not set
     */
    public static void requireGuarded(HttpSettings settings) {
        if (settings.insecure() || isLoopback(settings.host())) {
            return;
        }
        throw new IllegalArgumentException("refusing to serve on " + settings.host()
                + ": there is no access control, so whoever reaches it could send, read and purge messages."
                + " Bind 127.0.0.1, or pass --insecure if something else guards it");
    }

    private static boolean isLoopback(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address is known for host '" + host + "'", e);
        }
    }

    private static Router router(
            ClassicActorSystemProvider system,
            ActorRuntime runtime,
            HttpSettings settings,
            List<Route> own,
            PrometheusRegistry registry) {
        TypeCatalog types = runtime.types();
        Clock clock = Clock.systemUTC();
        Failures failures = new Failures(types);
        Addresses addresses = new Addresses(types, failures);
        RequestMetrics metrics = new RequestMetrics(registry);
        SendTerms terms = new SendTerms(clock);
        SendRoutes send = new SendRoutes(runtime.postbox(), types, addresses, terms);
        LineIntake lines =
                new LineIntake(runtime.postbox(), types, addresses, failures, metrics, settings.maxPayload());

        List<Route> routes = new ArrayList<>();
        routes.addAll(send.routes());
        routes.addAll(new ManyRoutes(lines).routes());
        routes.addAll(new CloudEventRoutes(runtime.postbox(), types, addresses, failures, send).routes());
        routes.addAll(new LookRoutes(runtime.operations(), types, addresses, clock).routes());
        routes.addAll(new DeadLetterRoutes(runtime.operations(), types, addresses).routes());
        routes.addAll(new TopicRoutes(runtime, addresses, terms, send).routes());
        routes.addAll(own);
        BodyReader bodies = new BodyReader(
                settings.maxPayload(),
                ARRIVING_BYTES,
                ARRIVING_TIME,
                SystemMaterializer.get(system).materializer());
        return new Router(routes, bodies, failures, metrics);
    }

    /** The address that was bound, with the port that the system chose. */
    public InetSocketAddress address() {
        return binding.localAddress();
    }

    /** Takes no more connections, answers what is under way for at most {@code patience}, then closes. */
    public CompletionStage<Void> stop(Duration patience) {
        node.stopping();
        return binding.terminate(patience).thenApply(ended -> null);
    }
}
