package dev.restante.testkit.simulation;

import dev.restante.ActorId;
import dev.restante.engine.EngineSettings;
import dev.restante.engine.Input;
import dev.restante.engine.Output;
import dev.restante.engine.Partition;
import dev.restante.engine.Placement;
import dev.restante.engine.Request;
import dev.restante.engine.StateImage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The committed states of actors: what a recovery at this moment would find of them. Recovers partitions aside, from the log and the rows as
 * they are, and changes neither.
 */
final class StoredStates {

    private final World world;
    /** What was read since the actor's partition last committed. */
    private final Map<ActorId, StateImage> images = new HashMap<>();
    /** Recovered at this moment: rows that change later would not fit them. */
    private final Map<Integer, Reading> readings = new HashMap<>();

    private long moment = -1;

    StoredStates(World world) {
        this.world = world;
    }

    void committed(int partition) {
        images.keySet().removeIf(actor -> partitionOf(actor) == partition);
        readings.remove(partition);
    }

    StateImage of(ActorId actor) {
        StateImage known = images.get(actor);
        if (known != null) {
            return known;
        }
        if (moment != world.agenda.happened()) {
            moment = world.agenda.happened();
            readings.clear();
        }
        StateImage read =
                readings.computeIfAbsent(partitionOf(actor), Reading::new).image(actor);
        images.put(actor, read);
        return read;
    }

    private int partitionOf(ActorId actor) {
        return Placement.partitionOf(actor, world.logs.size());
    }

    /** A partition recovered for reading: what it wants done is done where reading needs it, and nowhere else. */
    private final class Reading {
        private final PartitionRows rows;
        private final Partition engine;
        private final Deque<Output> wanted = new ArrayDeque<>();
        private @Nullable StateImage answer;

        Reading(int partition) {
            rows = world.rows.get(partition);
            // With more room than the world gives: nobody does the work that it hands over, nor writes its checkpoints.
            engine = new Partition(partition, EngineSettings.defaults(), world.company.types());
            PartitionLog log = world.logs.get(partition);
            log.contentsAfter(log.newestCheckpoint()).restoreInto(engine);
            wanted.addAll(engine.start(log.highest(), world.agenda.now()));
            settle();
        }

        StateImage image(ActorId actor) {
            answer = null;
            take(new Input.Asked(actor, new Request.Image(actor)));
            settle();
            if (answer == null) {
                throw World.violation("I5: a recovery would not find the state of " + actor, actor);
            }
            return answer;
        }

        private void take(Input input) {
            wanted.addAll(engine.handle(input, world.agenda.now()));
        }

        private void settle() {
            while (!wanted.isEmpty()) {
                carryOut(wanted.remove());
            }
        }

        private void carryOut(Output output) {
            if (output instanceof Output.Append append) {
                take(new Input.Committed(append.sequence()));
            } else if (output instanceof Output.ClaimEpoch) {
                take(new Input.EpochClaimed());
            } else if (output instanceof Output.ReadRows read) {
                take(new Input.RowsRead(read.request(), rows.read(read.keys())));
            } else if (output instanceof Output.ScanRows scan) {
                take(new Input.RowsRead(
                        scan.request(), rows.scan(scan.from(), scan.to(), scan.maxRows(), scan.maxBytes())));
            } else if (output instanceof Output.Answer answered) {
                answer = (StateImage) answered.value();
            }
        }
    }
}
