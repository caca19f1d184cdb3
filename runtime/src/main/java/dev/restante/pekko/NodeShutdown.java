package dev.restante.pekko;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.pattern.Patterns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The order in which a node stops: courier, partitions, membership, state store, actor system. */
final class NodeShutdown {

    private static final Logger LOG = LoggerFactory.getLogger(NodeShutdown.class);

    /** For sends under way to get their receipts; those that do not are in doubt. */
    private static final Duration COURIER_LIMIT = Duration.ofSeconds(3);

    private NodeShutdown() {}

    static void arrange(
            ActorSystem<?> system, NodeContext node, Departure departure, ActorRef<CourierActor.Message> courier) {
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        shutdown.addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "restante-say-why", () -> {
            sayWhy(shutdown, system.settings().config(), node.settings());
            return CompletableFuture.completedFuture(Done.getInstance());
        });
        shutdown.addTask(CoordinatedShutdown.PhaseServiceStop(), "restante-finish-sends", () -> finishSends(courier));
        shutdown.addTask(
                CoordinatedShutdown.PhaseBeforeClusterShutdown(), "restante-hand-over-partitions", departure::begin);
        shutdown.addTask(
                CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
                "restante-close-state-store",
                () -> CompletableFuture.runAsync(node.store()::close, node.blocking())
                        .thenApply(closed -> Done.getInstance()));
    }

    /** Of a node that is not let in, the others log what differs. It is not told, but what it has itself can be held against that. */
    private static void sayWhy(CoordinatedShutdown shutdown, Config config, NodeSettings settings) {
        boolean refused = shutdown.getShutdownReason()
                .filter(reason -> reason == CoordinatedShutdown.incompatibleConfigurationDetectedReason())
                .isPresent();
        if (refused) {
            LOG.error(
                    "the cluster at {} does not let this node in: what all its nodes have in common differs here, and the log of"
                            + " those nodes says what and what would be right. Here are restante.name = {}, restante.partitions ="
                            + " {}, release {}, {}, store {}",
                    settings.seeds(),
                    settings.name(),
                    settings.engine().partitions(),
                    settings.release(),
                    settings.storage().stateStoreProvider(),
                    config.hasPath(PekkoConfig.STORE_IDENTITY)
                            ? config.getString(PekkoConfig.STORE_IDENTITY)
                            : "without an identity");
        }
    }

    private static CompletionStage<Done> finishSends(ActorRef<CourierActor.Message> courier) {
        return Patterns.gracefulStop(Adapter.toClassic(courier), COURIER_LIMIT, CourierActor.Notice.FINISH)
                .handle((finished, failure) -> {
                    if (failure != null) {
                        LOG.info("some sends had no receipt {} after the node was told to stop", COURIER_LIMIT);
                        courier.tell(CourierActor.Notice.STOP);
                    }
                    return Done.getInstance();
                });
    }
}
