package dev.restante.testkit.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything that a history consists of. One thread; the agenda decides what happens next. */
final class World {

    final SimulationSettings settings;
    final Chance chance;
    final Agenda agenda;
    final Trace trace;
    final Tally tally = new Tally();
    final Cast cast;
    final Network network;
    final Sharding sharding;
    final Promises promises;
    final Releases releases;
    final Claims claims;
    final List<PartitionLog> logs = new ArrayList<>();
    final List<PartitionRows> rows = new ArrayList<>();
    final List<Node> nodes = new ArrayList<>();
    /** What each actor was activated from first, by its index, since this was cleared. */
    final Map<Integer, Diary> images = new HashMap<>();

    private boolean healed;

    World(long seed, SimulationSettings settings, boolean traced) {
        this.settings = settings;
        chance = new Chance(seed);
        agenda = new Agenda(chance.fork());
        trace = new Trace(traced, agenda);
        cast = new Cast(settings.actorsPerType());
        network = new Network(this);
        sharding = new Sharding(this);
        promises = new Promises(this);
        releases = new Releases(this);
        claims = new Claims(cast);
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
        trace.note("faults end");
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
