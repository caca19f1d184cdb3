package dev.restante.testkit.simulation;

import dev.restante.Refusal;
import dev.restante.engine.Courier;
import dev.restante.engine.CourierInput;
import dev.restante.engine.CourierOutput;
import dev.restante.engine.Peer;
import dev.restante.engine.Protocol;
import dev.restante.engine.Provenance;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A node's courier: gone with its node, and new with the node's next life. */
final class CourierHost implements Network.Address {

    private static final long NO_TIMER = Long.MAX_VALUE;
    private static final long HIGH_BIT = 1L << 62;

    private final World world;
    private final Node node;
    private final int life;
    private final Courier courier;
    private final Set<Integer> open = new LinkedHashSet<>();
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

    void submit(SentMessage message, Client client, long patience) {
        int token = world.promises.attempt(message, client, patience > 0);
        open.add(token);
        world.trace.note(client, "sends", message.label, "to", message.to, "over", this, "as sending", token);
        Provenance from = new Provenance(null, null, message.label.toString(), Map.of());
        CourierInput.Submit submit =
                new CourierInput.Submit(token, message.to, message.payload, from, message.wishes, patience);
        node.soon(this::isAlive, () -> handle(submit));
    }

    @Override
    public void arrive(Peer from, Protocol message) {
        node.soon(this::isAlive, () -> handle(new CourierInput.Arrived(message)));
    }

    private void handle(CourierInput input) {
        world.trace.note(this, "takes", Words.of(input));
        carryOut(courier.handle(input, node.clock()));
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
            if (gone) {
                return;
            }
            carryOut(output);
        }
    }

    private void carryOut(CourierOutput output) {
        if (output instanceof CourierOutput.ToPartition send) {
            world.network.toPartition(this, send.partition(), send.message());
        } else if (output instanceof CourierOutput.Accepted accepted) {
            accepted(accepted);
        } else if (output instanceof CourierOutput.Refused refused) {
            refused((Integer) refused.token(), refused.refusal());
        } else if (output instanceof CourierOutput.InDoubt doubt) {
            open.remove((Integer) doubt.token());
            world.promises.inDoubt((Integer) doubt.token());
        } else if (output instanceof CourierOutput.Finished finished) {
            open.remove((Integer) finished.token());
            world.promises.finished((Integer) finished.token(), finished.outcome());
        } else if (output instanceof CourierOutput.GaveUp gaveUp) {
            open.remove((Integer) gaveUp.token());
            world.promises.gaveUp((Integer) gaveUp.token());
        } else if (output instanceof CourierOutput.WakeAt wake) {
            wakeAt(wake.time());
        }
    }

    private void accepted(CourierOutput.Accepted accepted) {
        int token = (Integer) accepted.token();
        if (!world.promises.accepted(token, accepted.id(), accepted.duplicate())) {
            open.remove(token);
        }
    }

    private void refused(int token, Refusal refusal) {
        open.remove(token);
        world.promises.refused(token, refusal);
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
        List.copyOf(open).forEach(world.promises::lost);
        open.clear();
    }

    @Override
    public String toString() {
        return "courier " + node.number + "/" + life;
    }
}
