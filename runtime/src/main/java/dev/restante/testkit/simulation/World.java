package dev.restante.testkit.simulation;

import java.util.ArrayList;
import java.util.List;

/** A cluster of nodes and everything around it, whoever plays in it. One thread; the agenda decides what happens next. */
final class World {

    final long seed;
    final ClusterSettings settings;
    final Company company;
    final Chance chance;
    final Agenda agenda;
    final Trace trace;
    final Tally tally = new Tally();
    final Network network;
    final Sharding sharding;
    final List<PartitionLog> logs = new ArrayList<>();
    final List<PartitionRows> rows = new ArrayList<>();
    final List<Node> nodes = new ArrayList<>();

    private boolean healed;

    World(long seed, ClusterSettings settings, Trace.Detail detail, Company company) {
        this.seed = seed;
        this.settings = settings;
        this.company = company;
        chance = new Chance(seed);
        agenda = new Agenda(chance.fork());
        trace = new Trace(detail, agenda);
        network = new Network(this);
        sharding = new Sharding(this);
        for (int partition = 0; partition < settings.engine().partitions(); partition++) {
            logs.add(new PartitionLog(partition, !has(Defect.LOG_WITHOUT_FENCING)));
            rows.add(new PartitionRows(!has(Defect.STORE_WITHOUT_EPOCHS)));
        }
        for (int number = 1; number <= settings.nodes(); number++) {
            nodes.add(new Node(this, number));
        }
    }

    Faults faults() {
        return settings.faults();
    }

    boolean has(Defect defect) {
        return settings.defects().contains(defect);
    }

    /** Whether faults are over. */
    boolean isHealed() {
        return healed;
    }

    void heal() {
        trace.tell("faults end");
        healed = true;
    }

    /** As {@link Chance#oneIn}, but never once faults are over. */
    boolean fault(int n) {
        return !healed && chance.oneIn(n);
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
