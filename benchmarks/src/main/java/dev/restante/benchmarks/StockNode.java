package dev.restante.benchmarks;

import com.typesafe.config.Config;
import dev.restante.benchmarks.StockCounter.Count;
import dev.restante.benchmarks.StockCounter.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/** One node of a cluster of {@link StockCounter}s, and the sender on it. */
final class StockNode implements AutoCloseable {

    private static final long END_SECONDS = 30;

    private final ActorSystem<Void> system;
    private final CompletableFuture<Void> up = new CompletableFuture<>();
    private final TellSettings settings;
    private final Window window;
    private final LongAdder stored = new LongAdder();
    private final List<EntityRef<Count>> entities = new ArrayList<>();
    private final Count message;

    private StockNode(ActorSystem<Void> system, TellSettings settings) {
        this.system = system;
        this.settings = settings;
        this.window = new Window(settings.inFlight() / settings.nodes());
        this.message = new Count(settings.text(), receiver());
    }

    /** Starts a node and has it join the cluster of {@code first}, or form one if that is its own. */
    static StockNode start(Config config, TellSettings settings, List<StockNode> others) {
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "stock", config);
        StockNode node = new StockNode(system, settings);
        node.join(others.isEmpty() ? node.address() : others.get(0).address());
        return node;
    }

    private Address address() {
        return Cluster.get(system).selfMember().address();
    }

    private void join(Address seed) {
        org.apache.pekko.cluster.Cluster.get(system.classicSystem()).registerOnMemberUp(() -> up.complete(null));
        Cluster.get(system).manager().tell(Join.create(seed));
        ClusterSharding sharding = ClusterSharding.get(system);
        sharding.init(Entity.of(StockCounter.TYPE, context -> new StockCounter(context.getEntityId())));
        for (int i = 0; i < settings.mailboxes(); i++) {
            entities.add(sharding.entityRefFor(StockCounter.TYPE, "mailbox-" + i));
        }
    }

    private ActorRef<Stored> receiver() {
        return system.systemActorOf(
                Behaviors.receiveMessage(done -> {
                    stored.increment();
                    window.done();
                    return Behaviors.same();
                }),
                "receiver",
                Props.empty());
    }

    /** Completes when it is a full member of its cluster. */
    CompletionStage<Void> up() {
        return up;
    }

    /** Sends for so long, and waits until all is stored; how much that was. */
    long send(Duration duration) throws InterruptedException {
        long before = stored.sum();
        window.keepFull(
                entities.size(), duration, entity -> entities.get(entity).tell(message));
        return stored.sum() - before;
    }

    @Override
    public void close() throws Exception {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(END_SECONDS, TimeUnit.SECONDS);
    }
}
