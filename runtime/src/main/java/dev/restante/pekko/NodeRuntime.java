package dev.restante.pekko;

import com.typesafe.config.Config;
import dev.restante.ActorRuntime;
import dev.restante.ActorType;
import dev.restante.Application;
import dev.restante.DurableRef;
import dev.restante.Operations;
import dev.restante.Postbox;
import dev.restante.Registry;
import dev.restante.TypeCatalog;
import dev.restante.behavior.BehaviorCatalog;
import dev.restante.behavior.Platform;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node on Apache Pekko. What callers hang on its stages runs on {@code restante.callback-dispatcher}: code that blocks there holds up other
 * callers' code, and never the runtime.
 */
public final class NodeRuntime implements ActorRuntime {

    /** The same for all clusters: nodes of another one are to be understood when they knock, and refused by the name of their cluster. */
    private static final String SYSTEM = "restante";

    private static final Logger LOG = LoggerFactory.getLogger(NodeRuntime.class);

    private final ActorSystem<?> system;
    private final Duration stopTimeout;
    private final TypeCatalog types;
    private final NodeParts parts;

    private NodeRuntime(ActorSystem<?> system, NodeSettings settings, TypeCatalog types, NodeParts parts) {
        this.system = system;
        this.stopTimeout = settings.timeouts().stop();
        this.types = types;
        this.parts = parts;
    }

    /**
     * Starts a node that hosts {@code applications}. Returns when it is at work on joining its cluster; {@link #ready} says when it serves.
     *
     * @param config complete, with the references of all libraries, as {@code ConfigFactory.load()} gives it
     * @throws IllegalArgumentException when a setting or a behavior makes no sense; says which and why
     * @throws com.typesafe.config.ConfigException when a setting is missing or cannot be read
     */
    public static NodeRuntime start(Config config, List<Application> applications) {
        return start(config, Registry.of(applications));
    }

    /** As {@link #start(Config, List)}, with what is registered already. */
    public static NodeRuntime start(Config config, Registry registry) {
        return start(config, platform -> BehaviorCatalog.of(registry.registrations(), platform));
    }

    static NodeRuntime start(Config config, Function<Platform, BehaviorCatalog> behaviors) {
        NodeSettings settings = NodeSettings.from(config, Runtime.getRuntime().maxMemory());
        PekkoConfig.check(config, settings.storage());
        PekkoPlatform platform = new PekkoPlatform();
        BehaviorCatalog catalog = behaviors.apply(platform);
        ActorSystem<?> system =
                ActorSystem.create(Behaviors.empty(), SYSTEM, PekkoConfig.bindingOver(config, settings));
        platform.attach(system);
        try {
            return new NodeRuntime(system, settings, catalog.types(), NodeParts.start(system, settings, catalog));
        } catch (RuntimeException e) {
            stop(system, settings.timeouts().stop());
            throw e;
        }
    }

    @Override
    public <M> DurableRef<M> ref(ActorType<M> type, String key) {
        if (!types.types().contains(type.name())) {
            throw new IllegalArgumentException(
                    "actor type '" + type.name() + "' is not registered; there is " + String.join(", ", types.types()));
        }
        return new PostedRef<>(type.ref(key), types, parts.postbox());
    }

    @Override
    public Postbox postbox() {
        return parts.postbox();
    }

    @Override
    public Operations operations() {
        return parts.operations();
    }

    @Override
    public TypeCatalog types() {
        return types;
    }

    @Override
    public CompletionStage<Void> ready() {
        return parts.completeness().reached();
    }

    /** What the node measures of itself now. */
    public CompletionStage<NodeFigures> figures() {
        return parts.measurement().take();
    }

    /** The actor system under the node: for what serves on the node, such as its HTTP interface. */
    public ActorSystem<?> system() {
        return system;
    }

    @Override
    public void close() {
        stop(system, stopTimeout);
    }

    private static void stop(ActorSystem<?> system, Duration timeout) {
        CompletionStage<Done> stopped =
                CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.actorSystemTerminateReason());
        try {
            stopped.toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.warn("the node has not stopped within {}; it is left as it is", timeout);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the node did not stop cleanly", e.getCause());
        }
    }
}
