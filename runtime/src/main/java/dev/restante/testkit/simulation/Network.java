package dev.restante.testkit.simulation;

import dev.restante.engine.Peer;
import dev.restante.engine.Protocol;
import org.jspecify.annotations.Nullable;

/** Carries protocol messages between couriers and partitions: loses, doubles, delays and reorders them. */
final class Network {

    private final World world;
    private final boolean[][] cut;

    /** Where something arrives. */
    interface Address extends Peer {

        Node node();

        void arrive(Peer from, Protocol message);
    }

    Network(World world) {
        this.world = world;
        int size = world.settings.nodes() + 1;
        cut = new boolean[size][size];
    }

    /** To whoever owns the partition when the message gets there; now and then to one who was replaced and does not know. */
    void toPartition(Address from, int partition, Protocol message) {
        world.trace.note(from, "sends to partition", partition, Words.of(message));
        send(from, message, () -> world.sharding.route(partition));
    }

    void toPeer(Address from, Peer peer, Protocol message) {
        if (!(peer instanceof Address to)) {
            throw World.violation("answered somebody who never wrote: " + peer);
        }
        world.trace.note(from, "sends to", to, Words.of(message));
        send(from, message, () -> to);
    }

    private void send(Address from, Protocol message, Route route) {
        if (world.befallsPercent(Fault.LOSS)) {
            world.tally.count("messages lost");
            return;
        }
        deliver(from, message, route);
        if (world.befallsPercent(Fault.DUPLICATION)) {
            world.tally.count("messages doubled");
            deliver(from, message, route);
        }
    }

    private interface Route {
        @Nullable Address find();
    }

    private void deliver(Address from, Protocol message, Route route) {
        boolean straggles = world.befalls(Fault.STRAGGLER);
        long delay = world.chance.delay(world.faults().networkMillis())
                + (straggles ? world.chanceOf(Fault.STRAGGLER).between(500, 20_000) : 0);
        world.agenda.after(delay, () -> {
            Address to = route.find();
            if (to != null && !cut[from.node().number][to.node().number]) {
                to.arrive(from, message);
            }
        });
    }

    /** Cuts all ways from {@code node}, and also those to it where {@code bothWays}. */
    void cut(int node, boolean bothWays) {
        world.trace.tell("network cuts off node", node, bothWays ? "" : "one way");
        world.tally.count("network cuts");
        set(node, true, bothWays);
    }

    void mend(int node) {
        if (isCutOff(node)) {
            world.trace.tell("network reaches node", node, "again");
            set(node, false, true);
        }
    }

    private boolean isCutOff(int node) {
        for (int other = 1; other < cut.length; other++) {
            if (cut[node][other] || cut[other][node]) {
                return true;
            }
        }
        return false;
    }

    private void set(int node, boolean isCut, boolean bothWays) {
        for (int other = 1; other < cut.length; other++) {
            if (other != node) {
                cut[node][other] = isCut;
                if (bothWays) {
                    cut[other][node] = isCut;
                }
            }
        }
    }
}
