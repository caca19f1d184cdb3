package dev.restante.testkit.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A cluster of nodes and everything around it, whoever plays in it. One thread; the agenda decides what happens next. */
final class World {

    final long seed;
    final ClusterSettings settings;
    final Company company;
    final Interference interference;
    final Chance chance;
    final Agenda agenda;
    final Trace trace;
    final Tally tally = new Tally();
    final Network network;
    final Sharding sharding;
    final OwnersClocks clocks;
    final List<PartitionLog> logs = new ArrayList<>();
    final List<PartitionRows> rows = new ArrayList<>();
    final List<Node> nodes = new ArrayList<>();

    private final Map<Fault, Chance> chances = new EnumMap<>(Fault.class);
    private boolean healed;

    World(long seed, ClusterSettings settings, Trace.Detail detail, Company company) {
        this.seed = seed;
        this.settings = settings;
        this.company = company;
        interference = settings.interference();
        chance = new Chance(seed);
        for (Fault fault : Fault.values()) {
            chances.put(fault, chance.fork());
        }
        agenda = new Agenda(chance.fork());
        trace = new Trace(detail, agenda);
        network = new Network(this);
        sharding = new Sharding(this);
        clocks = new OwnersClocks(settings.engine().partitions());
        for (int partition = 0; partition < settings.engine().partitions(); partition++) {
            logs.add(new PartitionLog(partition, interference.logFencesStaleOwners()));
            rows.add(new PartitionRows(interference.storeFencesStaleOwners()));
        }
        for (int number = 1; number <= settings.nodes(); number++) {
            nodes.add(new Node(this, number));
        }
    }

    Faults faults() {
        return settings.faults();
    }

    /** Whether faults are over. */
    boolean isHealed() {
        return healed;
    }

    void heal() {
        trace.tell("faults end");
        healed = true;
    }

    /**
     * The source of chance for one kind of fault. Each kind has its own, so that the others stay as they were when one is left out of a
     * history.
     */
    Chance chanceOf(Fault fault) {
        Chance source = chances.get(fault);
        if (source == null) {
            throw new IllegalStateException("no chance for " + fault);
        }
        return source;
    }

    /** Whether a fault happens that befalls one in so many; never once faults are over. */
    boolean befalls(Fault fault) {
        return !healed && chanceOf(fault).oneIn(faults().level(fault));
    }

    /** Whether a fault happens that befalls so many percent; never once faults are over. */
    boolean befallsPercent(Fault fault) {
        int level = faults().level(fault);
        return !healed && level > 0 && chanceOf(fault).percent(level);
    }

    List<Node> usableNodes() {
        return nodes.stream().filter(Node::isUsable).toList();
    }

    static InvariantViolation violation(String promise, Object... subjects) {
        List<String> named = new ArrayList<>();
        for (Object subject : subjects) {
            named.add(subject.toString());
        }
        return new InvariantViolation(promise, named, null);
    }
}
