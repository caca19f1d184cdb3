package dev.restante.testkit.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A process: hosts partitions and has one courier. It can crash, and it can stop for a while without noticing. */
final class Node {

    final int number;
    private final World world;
    private final List<PartitionHost> hosts = new ArrayList<>();
    private final Deque<Runnable> held = new ArrayDeque<>();
    private final long skew;
    private long jump;
    private int storageLag;
    private CourierHost courier;
    private boolean up = true;
    private boolean keptDown;
    private boolean frozen;
    private int life = 1;

    Node(World world, int number) {
        this.world = world;
        this.number = number;
        int most = world.faults().level(Fault.SKEW);
        skew = world.chanceOf(Fault.SKEW).between(-most, most);
        courier = new CourierHost(world, this, life);
    }

    /** The node's wall clock. */
    long clock() {
        return world.agenda.now() + skew + jump;
    }

    /** Somebody sets the clock, so many milliseconds from what it was set to at first. */
    void setClock(long newJump) {
        jump = newJump;
    }

    /** Milliseconds that everything on this node's storage takes longer. */
    int storageLag() {
        return storageLag;
    }

    void setStorageLag(int millis) {
        storageLag = millis;
    }

    CourierHost courier() {
        return courier;
    }

    boolean isUp() {
        return up;
    }

    /** Up and not stopped. */
    boolean isUsable() {
        return up && !frozen;
    }

    boolean isFrozen() {
        return frozen;
    }

    void add(PartitionHost host) {
        hosts.add(host);
    }

    void remove(PartitionHost host) {
        hosts.remove(host);
    }

    /** Runs {@code action} after {@code delay} if the one it is for is still alive; a stopped node gets to it when it goes on. */
    void after(long delay, BooleanSupplier alive, Runnable action) {
        int lifeNow = life;
        world.agenda.after(delay, () -> {
            if (lifeNow == life) {
                soon(alive, action);
            }
        });
    }

    /** Runs {@code action} in the order of the calls: at once, or when the node goes on. */
    void soon(BooleanSupplier alive, Runnable action) {
        run(() -> {
            if (alive.getAsBoolean()) {
                action.run();
            }
        });
    }

    private void run(Runnable action) {
        if (frozen) {
            held.add(action);
        } else if (up) {
            action.run();
        }
    }

    void crash() {
        if (!up) {
            return;
        }
        world.trace.tell("node", number, "crashes");
        world.tally.count("crashes");
        up = false;
        frozen = false;
        held.clear();
        life++;
        courier.die();
        List.copyOf(hosts).forEach(PartitionHost::crashed);
        hosts.clear();
    }

    /** Crashes and stays down until it is brought up. */
    void takeDown() {
        crash();
        keptDown = true;
    }

    void bringUp() {
        keptDown = false;
        restart();
    }

    void restart() {
        if (up || keptDown) {
            return;
        }
        world.trace.tell("node", number, "starts");
        up = true;
        courier = new CourierHost(world, this, life);
    }

    void freeze() {
        if (isUsable()) {
            world.trace.tell("node", number, "freezes");
            world.tally.count("freezes");
            frozen = true;
        }
    }

    /** The node goes on as if no time had passed, with everything that came in meanwhile. */
    void thaw() {
        if (!frozen) {
            return;
        }
        world.trace.tell("node", number, "goes on with", held.size(), "events");
        frozen = false;
        while (!frozen && !held.isEmpty()) {
            held.remove().run();
        }
    }
}
