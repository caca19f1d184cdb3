package dev.restante.testkit.simulation;

import dev.restante.engine.Courier;
import dev.restante.engine.CourierInput;
import dev.restante.engine.CourierOutput;
import dev.restante.engine.Peer;
import dev.restante.engine.Protocol;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A node's courier: gone with its node, and new with the node's next life. */
final class CourierHost implements Network.Address {

    private static final long NO_TIMER = Long.MAX_VALUE;
    private static final long HIGH_BIT = 1L << 62;

    private final World world;
    private final Node node;
    private final int life;
    private final Courier courier;
    private final Set<Sending> open = new LinkedHashSet<>();
    private long wakeAt = NO_TIMER;
    private boolean flushing;
    private boolean gone;

    CourierHost(World world, Node node, int life) {
        this.world = world;
        this.node = node;
        this.life = life;
        Chance channels = world.chance.fork();
        courier =
                new Courier(world.settings.engine(), world.settings.courier(), () -> channels.next() >>> 2 | HIGH_BIT);
    }

    @Override
    public Node node() {
        return node;
    }

    boolean isAlive() {
        return !gone;
    }

    /** Takes a message; its token is who hears what comes of it. */
    void submit(CourierInput.Submit submit) {
        open.add((Sending) submit.token());
        node.soon(this::isAlive, () -> handle(submit));
    }

    @Override
    public void arrive(Peer from, Protocol message) {
        node.soon(this::isAlive, () -> handle(new CourierInput.Arrived(message)));
    }

    /** The cluster says that {@code partition} has an owner again. */
    void ownerFound(int partition) {
        node.soon(this::isAlive, () -> handle(new CourierInput.OwnerFound(partition)));
    }

    private void handle(CourierInput input) {
        for (CourierInput taken : world.interference.incoming(this, input)) {
            world.trace.note(this, "takes", Words.of(taken));
            carryOut(courier.handle(taken, node.clock()));
        }
        if (!flushing) {
            flushing = true;
            node.after(world.chance.between(0, 1), this::isAlive, this::flush);
        }
    }

    private void flush() {
        flushing = false;
        carryOut(courier.flush(node.clock()));
    }

    private void carryOut(List<CourierOutput> outputs) {
        for (CourierOutput output : outputs) {
            for (CourierOutput wanted : world.interference.outgoing(this, output)) {
                if (gone) {
                    return;
                }
                carryOut(wanted);
            }
        }
    }

    private void carryOut(CourierOutput output) {
        if (output instanceof CourierOutput.ToPartition send) {
            world.network.toPartition(this, send.partition(), send.message());
        } else if (output instanceof CourierOutput.WakeAt wake) {
            wakeAt(wake.time());
        } else if (output instanceof CourierOutput.ToSender told) {
            tell((Sending) told.token(), told);
        }
    }

    private void tell(Sending sending, CourierOutput.ToSender told) {
        if (!open.contains(sending)) {
            throw World.violation(sending + " was answered after its end: " + told, sending);
        }
        if (sending.hears(told)) {
            open.remove(sending);
        }
    }

    private void wakeAt(long time) {
        wakeAt = time;
        node.after(Math.max(0, time - node.clock()), this::isAlive, () -> {
            if (wakeAt == time) {
                wakeAt = NO_TIMER;
                handle(new CourierInput.Woken());
            }
        });
    }

    void die() {
        gone = true;
        List.copyOf(open).forEach(Sending::lost);
        open.clear();
    }

    @Override
    public String toString() {
        return "courier " + node.number + "/" + life;
    }
}
