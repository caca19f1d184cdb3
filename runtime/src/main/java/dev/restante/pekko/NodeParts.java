package dev.restante.pekko;

import dev.restante.behavior.BehaviorCatalog;
import dev.restante.pekko.transport.Transport;
import dev.restante.store.StateStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.sharding.ClusterSharding;
import org.apache.pekko.cluster.sharding.ClusterShardingSettings;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/** The parts of a running node that its callers use. */
record NodeParts(
        CourierPostbox postbox,
        PartitionOperations operations,
        NodeMeasurement measurement,
        Completeness completeness) {

    /** Name of the partitions' entity type in sharding. */
    static final String TYPE_NAME = "restante";

    private static final Duration MEASUREMENT_LIMIT = Duration.ofSeconds(2);

    /** Starts the actors of a node, and has it join its cluster. */
    static NodeParts start(ActorSystem<?> system, NodeSettings settings, BehaviorCatalog catalog) {
        Executor callbacks = system.dispatchers().lookup(DispatcherSelector.fromConfig(Dispatchers.CALLBACKS));
        NodeContext node = context(system, settings, catalog);
        Completeness completeness = new Completeness(callbacks);
        ClusterView cluster = new ClusterView(Cluster.get(system), node.routes());
        CourierQueue queue = new CourierQueue(settings.courierQueue());
        ActorRef<CourierActor.Message> courier = system.systemActorOf(
                CourierActor.create(node, queue, callbacks),
                "courier",
                DispatcherSelector.fromConfig(Dispatchers.WORK));
        ActorRef<RollCallMessage> rollCall = system.systemActorOf(
                RollCall.create(
                        node.routes(), node.counters(), node.clock(), surroundings(cluster, courier, completeness)),
                "roll-call",
                Props.empty());
        node.routes().keepStrays(rollCall::tell);
        org.apache.pekko.actor.ActorRef region = startPartitions(Adapter.toClassic(system), node);
        NodeShutdown.arrange(system, node, new Departure(system, rollCall, region, node.blocking()), courier);
        system.systemActorOf(
                FormatAgreement.create(node.store(), node.format(), settings.release()),
                "format-agreement",
                Props.empty());
        joinCluster(system, settings, node.store());
        rollCall.tell(new RollCallMessage.Begin(region));

        PartitionRequests requests = new PartitionRequests(
                node.routes(), rollCall, settings.timeouts().operation());
        return new NodeParts(
                new CourierPostbox(queue, node.counters(), settings.maxPayload(), node.store()),
                new PartitionOperations(requests, cluster::status),
                new NodeMeasurement(
                        new PartitionRequests(node.routes(), rollCall, MEASUREMENT_LIMIT),
                        node.routes(),
                        node.counters(),
                        queue),
                completeness);
    }

    private static RollCall.Surroundings surroundings(
            ClusterView cluster, ActorRef<CourierActor.Message> courier, Completeness completeness) {
        return new RollCall.Surroundings() {

            @Override
            public void found(int partition) {
                courier.tell(new CourierActor.OwnerFound(partition));
            }

            @Override
            public void complete(boolean complete) {
                completeness.set(complete);
            }

            @Override
            public boolean isHere(org.apache.pekko.actor.ActorRef owner) {
                return owner.path().address().hasLocalScope();
            }

            @Override
            public boolean hasNode(Address address) {
                return cluster.hasNode(address);
            }
        };
    }

    private static NodeContext context(ActorSystem<?> system, NodeSettings settings, BehaviorCatalog catalog) {
        return new NodeContext(
                settings,
                catalog,
                StateStores.open(Adapter.toClassic(system), settings),
                new PartitionRoutes(
                        settings.engine().partitions(),
                        Transport.inFrames(system, DispatcherSelector.fromConfig(Dispatchers.WORK))),
                FormatInUse.of(Adapter.toClassic(system)),
                NodeCounters.zero(),
                system.dispatchers().lookup(DispatcherSelector.fromConfig(Dispatchers.BLOCKING)),
                Clock.systemUTC());
    }

    private static void joinCluster(ActorSystem<?> system, NodeSettings settings, StateStore store) {
        if (settings.joinsItself()) {
            Cluster cluster = Cluster.get(system);
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
        } else {
            List<Address> seeds =
                    settings.seeds().stream().map(AddressFromURIString::parse).toList();
            system.systemActorOf(ClusterEntrance.create(store, seeds), "cluster-entrance", Props.empty());
        }
    }

    /** By the classic API of sharding, since partitions are classic actors. */
    private static org.apache.pekko.actor.ActorRef startPartitions(
            org.apache.pekko.actor.ActorSystem system, NodeContext node) {
        ClusterSharding sharding = ClusterSharding.get(system);
        ClusterShardingSettings settings = ClusterShardingSettings.create(system);
        return sharding.start(
                TYPE_NAME,
                PartitionActor.props(node),
                settings,
                new PartitionExtractor(),
                sharding.defaultShardAllocationStrategy(settings),
                PartitionMessage.HandOff.INSTANCE);
    }
}
