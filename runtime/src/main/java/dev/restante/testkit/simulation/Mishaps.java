package dev.restante.testkit.simulation;

import java.util.List;

/** Brings about the faults that come at intervals, drawn around their means, until faults are over. */
final class Mishaps {

    /** What was delayed by a clock that was set forward may wait for so long after it is set right. */
    static final int LONGEST_JUMP_MILLIS = 3_600_000;

    /** How long it takes at most until a node that does not answer is taken for dead. */
    private static final int LONGEST_DETECTION_MILLIS = 3_000;

    private final World world;

    Mishaps(World world) {
        this.world = world;
    }

    void begin() {
        repeat(Fault.CRASH, this::crash);
        repeat(Fault.FREEZE, this::freeze);
        repeat(Fault.USURPATION, chance -> world.sharding.usurp(anyPartition(chance)));
        repeat(Fault.MOVE, chance -> world.sharding.move(anyPartition(chance)));
        repeat(Fault.CUT, this::cut);
        repeat(Fault.SLOW_STORAGE, this::slowStorage);
        repeat(Fault.CLOCK_JUMP, this::setClock);
        if (world.faults().level(Fault.CRASH_POINT) + world.faults().level(Fault.CHECKPOINT_CRASH) > 0) {
            world.agenda.after(500, this::restartCrashed);
        }
    }

    /** Ends all faults: everybody runs, reaches everybody, has the right time, and those who were replaced learn it. */
    void end() {
        world.heal();
        for (Node node : world.nodes) {
            world.network.mend(node.number);
            node.setClock(0);
            node.setStorageLag(0);
            node.thaw();
            node.bringUp();
        }
        world.sharding.endReplaced();
    }

    private interface Mishap {
        void happen(Chance chance);
    }

    private void repeat(Fault fault, Mishap mishap) {
        int interval = world.faults().level(fault);
        Chance chance = world.chanceOf(fault);
        if (interval > 0) {
            world.agenda.after(chance.between(1, 2 * interval), () -> {
                if (!world.isHealed()) {
                    mishap.happen(chance);
                    repeat(fault, mishap);
                }
            });
        }
    }

    private int anyPartition(Chance chance) {
        return chance.between(0, world.logs.size() - 1);
    }

    private void crash(Chance chance) {
        if (chance.oneIn(4)) {
            world.nodes.forEach(node -> crashForAWhile(node, chance));
        } else {
            crashForAWhile(chance.pick(world.nodes), chance);
        }
    }

    private void crashForAWhile(Node node, Chance chance) {
        node.crash();
        world.agenda.after(chance.between(10, 3_000), node::restart);
    }

    /** Brings back, now and then, nodes that crashed in the middle of something. */
    private void restartCrashed() {
        if (!world.isHealed()) {
            world.nodes.forEach(Node::restart);
            world.agenda.after(world.chanceOf(Fault.CRASH_POINT).between(1, 1_000), this::restartCrashed);
        }
    }

    private void freeze(Chance chance) {
        List<Node> usable = world.usableNodes();
        if (usable.isEmpty()) {
            return;
        }
        Node node = chance.pick(usable);
        node.freeze();
        long length = chance.between(100, world.faults().freezeMillis());
        long detection = chance.between(100, LONGEST_DETECTION_MILLIS);
        if (detection < length) {
            world.agenda.after(detection, () -> {
                if (node.isFrozen()) {
                    world.sharding.declareDead(node);
                }
            });
        }
        world.agenda.after(length, node::thaw);
    }

    private void cut(Chance chance) {
        Node node = chance.pick(world.nodes);
        world.network.cut(node.number, chance.oneIn(2));
        long length = chance.between(500, 10_000);
        long detection = chance.between(0, LONGEST_DETECTION_MILLIS);
        if (chance.oneIn(2) && detection < length) {
            world.agenda.after(detection, () -> world.sharding.declareDead(node));
        }
        world.agenda.after(length, () -> world.network.mend(node.number));
    }

    private void slowStorage(Chance chance) {
        Node node = chance.pick(world.nodes);
        int lag = chance.between(20, 500);
        world.trace.note("storage of node", node.number, "takes", lag, "ms longer");
        world.tally.count("slow stores");
        node.setStorageLag(lag);
        world.agenda.after(chance.between(500, 5_000), () -> node.setStorageLag(0));
    }

    /** Sets one clock, or all of them; half of the time somebody sets it right again before faults end. */
    private void setClock(Chance chance) {
        int furthest = chance.oneIn(2) ? LONGEST_JUMP_MILLIS : 20_000;
        int jump = chance.between(-furthest, furthest);
        List<Node> nodes = chance.oneIn(3) ? world.nodes : List.of(chance.pick(world.nodes));
        world.trace.note("clocks of", nodes.size(), "nodes are set to", jump, "ms from the true time");
        world.tally.count(jump > 0 ? "clocks set forward" : "clocks set back");
        nodes.forEach(node -> node.setClock(jump));
        if (chance.oneIn(2)) {
            world.agenda.after(chance.between(100, 5_000), () -> nodes.forEach(node -> node.setClock(0)));
        }
    }
}
