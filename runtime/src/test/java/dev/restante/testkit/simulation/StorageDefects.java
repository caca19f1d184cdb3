package dev.restante.testkit.simulation;

import dev.restante.engine.EngineSettings;
import dev.restante.engine.Input;
import dev.restante.engine.Output;
import dev.restante.engine.StoredState;
import dev.restante.store.RowChange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Defects of what is written, when it is called durable, and what is read again. */
final class StorageDefects {

    private static final char STATE = 'S';
    private static final char HEADER = 'H';
    private static final char DEAD = 'D';
    private static final char TIMER = 'T';

    private StorageDefects() {}

    // When something is called durable

    static Interference commitToldWhenHandedToTheLog() {
        return new Interference() {
            private final Set<String> told = new HashSet<>();

            @Override
            public List<Output> outgoing(PartitionHost host, Output output) {
                if (output instanceof Output.Append append) {
                    host.report(0, new Input.Committed(append.sequence()));
                }
                return List.of(output);
            }

            @Override
            public List<Input> incoming(PartitionHost host, Input input) {
                boolean again = input instanceof Input.Committed committed
                        && !told.add(host.number() + "/" + committed.sequence());
                return again ? List.of() : List.of(input);
            }
        };
    }

    static Interference rowsCalledDurableBeforeTheirSync() {
        return new Interference() {
            @Override
            public boolean rowsAreSynced() {
                return false;
            }
        };
    }

    static Interference trimBeforeTheCheckpointIsDurable() {
        return new Interference() {
            @Override
            public List<Output> outgoing(PartitionHost host, Output output) {
                return output instanceof Output.SaveCheckpoint save
                        ? List.of(new Output.TrimLog(save.sequence(), save.sequence()), output)
                        : List.of(output);
            }
        };
    }

    // Fencing

    static Interference logWithoutFencing() {
        return new Interference() {
            @Override
            public boolean logFencesStaleOwners() {
                return false;
            }
        };
    }

    static Interference storeWithoutFencing() {
        return new Interference() {
            @Override
            public boolean storeFencesStaleOwners() {
                return false;
            }
        };
    }

    // Recovery

    /**
     * Records are trimmed while a recovery that began with an older checkpoint is still reading, and what it does not find any more is taken
     * for not being there.
     */
    static Interference lateTrimDuringReplayIgnored() {
        Map<Integer, Deque<PartitionLog.Checkpoint>> saved = new HashMap<>();
        return new Interference() {
            @Override
            public List<Output> outgoing(PartitionHost host, Output output) {
                if (output instanceof Output.SaveCheckpoint save) {
                    saved.computeIfAbsent(host.partition(), partition -> new ArrayDeque<>())
                            .addLast(new PartitionLog.Checkpoint(save.sequence(), save.index()));
                }
                return List.of(output);
            }

            @Override
            public PartitionLog.Contents recovering(PartitionHost host, PartitionLog.Contents log) {
                Deque<PartitionLog.Checkpoint> checkpoints = saved.getOrDefault(host.partition(), new ArrayDeque<>());
                while (checkpoints.size() > 3) {
                    checkpoints.removeFirst();
                }
                boolean trimmed = checkpoints.size() == 3 && !log.records().isEmpty();
                return trimmed
                        ? moved(
                                log,
                                log.records().firstKey() - 1,
                                checkpoints.getFirst().index())
                        : log;
            }
        };
    }

    static Interference recordSkipped() {
        return new Interference() {
            @Override
            public PartitionLog.Contents recovering(PartitionHost host, PartitionLog.Contents log) {
                if (log.records().size() < 2) {
                    return log;
                }
                SortedMap<Long, byte[]> records = new TreeMap<>(log.records());
                byte[] emptied = StoredState.emptied(
                        host.partition(),
                        host.settings(),
                        log.checkpoint().sequence(),
                        log.checkpoint().index(),
                        records);
                records.put(records.firstKey(), emptied);
                return new PartitionLog.Contents(log.checkpoint(), records, log.highest());
            }
        };
    }

    /** How a defect changes a checkpoint. */
    interface IndexChange {
        byte[] apply(int partition, EngineSettings settings, long sequence, byte[] index);
    }

    static Interference checkpointWritten(IndexChange change) {
        return new Interference() {
            @Override
            public PartitionLog.Contents recovering(PartitionHost host, PartitionLog.Contents log) {
                byte[] index = log.checkpoint().index();
                if (index == null) {
                    return log;
                }
                long sequence = log.checkpoint().sequence();
                return moved(log, sequence, change.apply(host.partition(), host.settings(), sequence, index));
            }
        };
    }

    private static PartitionLog.Contents moved(PartitionLog.Contents log, long sequence, byte[] index) {
        return new PartitionLog.Contents(new PartitionLog.Checkpoint(sequence, index), log.records(), log.highest());
    }

    // Rows

    static Interference deadLettersNotWritten() {
        return writing(changes -> StoredState.withoutPuts(changes, DEAD));
    }

    static Interference countsNotWritten() {
        return writing(changes -> StoredState.withoutPuts(changes, HEADER));
    }

    static Interference deadLetterLosesItsAttempts() {
        return writing(changes -> each(changes, DEAD, dead -> StoredState.deadLetter(dead, 1, null)));
    }

    static Interference deadLetterLosesItsReason() {
        return writing(changes -> each(changes, DEAD, dead -> StoredState.deadLetter(dead, -1, "")));
    }

    static Interference pauseForgottenOnMove() {
        return writing(changes -> each(changes, HEADER, StoredState::unpaused));
    }

    static Interference firedTimerNotRemoved() {
        return writing(changes -> changes.stream()
                .filter(change -> StoredState.kindDeleted(change) != TIMER)
                .toList());
    }

    /** Every second time the new state of an actor is not written, and the old one stays. */
    static Interference staleStateRead() {
        int[] written = new int[1];
        return writing(changes -> changes.stream()
                .filter(change -> StoredState.kindPut(change) != STATE || written[0]++ % 2 == 0)
                .toList());
    }

    private static Interference writing(UnaryOperator<List<RowChange>> change) {
        return new Interference() {
            @Override
            public List<RowChange> written(PartitionHost host, List<RowChange> changes) {
                return change.apply(changes);
            }
        };
    }

    private static List<RowChange> each(List<RowChange> changes, char kind, UnaryOperator<RowChange> change) {
        return changes.stream()
                .map(one -> StoredState.kindPut(one) == kind ? change.apply(one) : one)
                .toList();
    }
}
