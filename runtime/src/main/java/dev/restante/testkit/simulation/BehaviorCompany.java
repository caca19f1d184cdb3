package dev.restante.testkit.simulation;

import dev.restante.ActorId;
import dev.restante.behavior.Ensemble;
import dev.restante.engine.Delivery;
import dev.restante.engine.Output;
import dev.restante.engine.Protocol;
import dev.restante.engine.StateImage;
import dev.restante.engine.TypeSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Users' behaviors, the clients that a scenario sends by, and the outside world. */
final class BehaviorCompany implements Company {

    private final Supplier<Ensemble> ensembles;
    private final Map<CourierHost, Ensemble> ofLiving = new HashMap<>();
    private final boolean twice;
    private final Map<String, TypeSettings> types = new TreeMap<>();
    private final SortedSet<ActorId> actors =
            new TreeSet<>(Comparator.comparing(ActorId::type).thenComparing(ActorId::key));
    private final Map<String, Correspondent> clients = new LinkedHashMap<>();
    private final World world;
    private final OutsideCaller caller;
    private final StoredStates states;
    /** Those with handlings that are perhaps not committed. */
    private final Set<PartitionHost> busy = new HashSet<>();

    private Runnable watcher = () -> {};
    private long digest;

    BehaviorCompany(long seed, BehaviorCluster.Setup setup, Trace.Detail detail) {
        ensembles = setup.ensembles();
        twice = setup.twice();
        ensembles.get().catalog().programs().forEach((name, program) -> types.put(name, program.settings()));
        world = new World(seed, setup.cluster(seed), detail, this);
        caller = new OutsideCaller(world, setup.outside());
        states = new StoredStates(world);
    }

    World world() {
        return world;
    }

    OutsideCaller outside() {
        return caller;
    }

    StoredStates states() {
        return states;
    }

    /** @param onCommit runs after every record that became durable */
    void watch(Runnable onCommit) {
        watcher = onCommit;
    }

    /** Of all records that were committed. */
    long digest() {
        return digest;
    }

    Correspondent client(String name) {
        return clients.computeIfAbsent(name, unknown -> new Correspondent(world, name));
    }

    /** When all that clients have to send was sent once, epoch milliseconds. */
    long lastSend() {
        return clients.values().stream()
                .mapToLong(Correspondent::lastSend)
                .max()
                .orElse(0);
    }

    /** All that clients sent. */
    List<Letter> letters() {
        return clients.values().stream()
                .flatMap(client -> client.letters().stream())
                .toList();
    }

    @Override
    public Map<String, TypeSettings> types() {
        return types;
    }

    @Override
    public List<ActorId> actors() {
        return List.copyOf(actors);
    }

    @Override
    public Player activate(PartitionHost host, ActorId actor, StateImage image) {
        actors.add(actor);
        return new BehaviorPlayer(world, host, actor, ensembleOn(host.node()).program(actor), twice);
    }

    @Override
    public void call(PartitionHost host, Output.StartCall call) {
        caller.call(host, ensembleOn(host.node()), call);
    }

    /** Behaviors live as long as their node: what they keep beside their states is gone after a crash, as it would be. */
    private Ensemble ensembleOn(Node node) {
        ofLiving.keySet().removeIf(courier -> !courier.isAlive());
        return ofLiving.computeIfAbsent(node.courier(), unknown -> ensembles.get());
    }

    @Override
    public List<Object> unanswered() {
        List<Object> waiting = new ArrayList<>();
        letters().stream().filter(Letter::isOpen).forEach(waiting::add);
        clients.values().stream().filter(client -> !client.hasSentAll()).forEach(waiting::add);
        return waiting;
    }

    @Override
    public void committed(PartitionHost host, long sequence) {
        if (busy.remove(host)) {
            world.trace.tell(host, "on node", host.node().number, "commits record", sequence);
        }
        for (byte[] record :
                world.logs.get(host.partition()).recordsAfter(sequence - 1).values()) {
            digest = 31 * digest + Arrays.hashCode(record);
        }
        states.committed(host.partition());
        watcher.run();
    }

    @Override
    public void arrived(PartitionHost host, Protocol.Bag bag) {
        // Whether the protocol keeps its promises is checked with scripted actors, in far more histories.
    }

    @Override
    public void handedOver(PartitionHost host, Delivery delivery) {
        // As with bags.
    }

    @Override
    public void completed(PartitionHost host, Delivery delivery) {
        busy.add(host);
    }

    @Override
    public void leaves(PartitionHost host, Protocol message) {
        // As with bags.
    }
}
