package dev.restante.testkit.simulation;

import org.jspecify.annotations.Nullable;

/** Brings the faults about, at intervals drawn around their means, until they are over. */
final class Mishaps {

    private final World world;

    Mishaps(World world) {
        this.world = world;
    }

    void begin() {
        Faults faults = world.faults();
        repeat(faults.crashInterval(), this::crash);
        repeat(faults.freezeInterval(), this::freeze);
        repeat(faults.usurpInterval(), () -> world.sharding.usurp(anyPartition()));
        repeat(faults.moveInterval(), () -> world.sharding.move(anyPartition()));
        repeat(faults.cutInterval(), this::cut);
        if (faults.crashPoint() > 0) {
            repeat(500, this::restart);
        }
    }

    /** Ends all faults: everybody runs, reaches everybody, and those who were replaced learn it. */
    void end() {
        world.heal();
        for (Node node : world.nodes) {
            world.network.mend(node.number);
            node.thaw();
            node.restart();
        }
        world.sharding.endReplaced();
    }

    private void repeat(int interval, Runnable mishap) {
        if (interval > 0) {
            world.agenda.after(world.chance.between(1, 2 * interval), () -> {
                if (!world.isHealed()) {
                    mishap.run();
                    repeat(interval, mishap);
                }
            });
        }
    }

    private int anyPartition() {
        return world.chance.between(0, world.logs.size() - 1);
    }

    private void crash() {
        if (world.chance.oneIn(4)) {
            world.nodes.forEach(this::crashForAWhile);
        } else {
            crashForAWhile(world.chance.pick(world.nodes));
        }
    }

    private void crashForAWhile(Node node) {
        node.crash();
        world.agenda.after(world.chance.between(10, 3_000), node::restart);
    }

    /** Brings back nodes that crashed in the middle of something. */
    private void restart() {
        world.nodes.forEach(Node::restart);
    }

    private void freeze() {
        Node node = usable();
        if (node == null) {
            return;
        }
        node.freeze();
        long length = world.chance.between(100, world.faults().freezeMillis());
        long detection = world.chance.between(100, 3_000);
        if (detection < length) {
            world.agenda.after(detection, () -> {
                if (node.isFrozen()) {
                    world.sharding.declareDead(node);
                }
            });
        }
        world.agenda.after(length, node::thaw);
    }

    private void cut() {
        Node node = world.chance.pick(world.nodes);
        world.network.cut(node.number, world.chance.oneIn(2));
        boolean noticed = world.chance.oneIn(2);
        if (noticed) {
            world.sharding.declareDead(node);
        }
        world.agenda.after(world.chance.between(500, 10_000), () -> world.network.mend(node.number));
    }

    private @Nullable Node usable() {
        return world.usableNodes().isEmpty() ? null : world.chance.pick(world.usableNodes());
    }
}
