package dev.restante.engine;

import dev.restante.store.Row;
import dev.restante.store.RowChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What is durable of one partition in a test: its log, its newest checkpoint and its rows. Does everything at once. */
final class PlayedStorage {

    final TreeMap<Long, byte[]> log = new TreeMap<>();

    private final TreeMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
    private boolean losesCheckpoints;
    private long checkpoint;
    private byte[] index;

    /** Whether the rows of a checkpoint are written, and its index never is. */
    void loseCheckpoints(boolean lose) {
        losesCheckpoints = lose;
    }

    /** Lets {@code partition} recover; returns the log's highest number. */
    long replayInto(Partition partition) {
        if (index != null) {
            partition.restoreCheckpoint(checkpoint, index);
        }
        log.tailMap(checkpoint, false).forEach(partition::replay);
        return log.isEmpty() ? checkpoint : log.lastKey();
    }

    void append(Output.Append append) {
        log.put(append.sequence(), append.record());
    }

    /** Returns what the partition is to be told. */
    Optional<Input> carryOut(Output output) {
        if (output instanceof Output.ClaimEpoch) {
            return Optional.of(new Input.EpochClaimed());
        }
        if (output instanceof Output.ReadRows read) {
            return Optional.of(new Input.RowsRead(read.request(), read(read.keys())));
        }
        if (output instanceof Output.ScanRows scan) {
            return Optional.of(new Input.RowsRead(scan.request(), scan(scan)));
        }
        if (output instanceof Output.WriteRows write) {
            write.changes().forEach(this::apply);
            return Optional.of(new Input.RowsWritten());
        }
        if (output instanceof Output.SaveCheckpoint && losesCheckpoints) {
            return Optional.empty();
        }
        if (output instanceof Output.SaveCheckpoint save) {
            checkpoint = save.sequence();
            index = save.index();
            return Optional.of(new Input.CheckpointSaved(save.sequence()));
        }
        if (output instanceof Output.TrimLog trim) {
            log.headMap(trim.through(), true).clear();
            return Optional.empty();
        }
        throw new IllegalStateException("not a storage operation: " + output);
    }

    private List<Row> read(List<byte[]> keys) {
        List<Row> found = new ArrayList<>();
        keys.stream().filter(rows::containsKey).forEach(key -> found.add(new Row(key, rows.get(key))));
        return found;
    }

    private List<Row> scan(Output.ScanRows scan) {
        return rows.subMap(scan.from(), scan.to()).entrySet().stream()
                .limit(scan.maxRows())
                .map(row -> new Row(row.getKey(), row.getValue()))
                .toList();
    }

    private void apply(RowChange change) {
        if (change instanceof RowChange.Put put) {
            rows.put(put.key(), put.value());
        } else if (change instanceof RowChange.Delete delete) {
            rows.remove(delete.key());
        }
    }
}
