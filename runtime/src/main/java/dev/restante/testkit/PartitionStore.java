package dev.restante.testkit;

import dev.restante.engine.Output;
import dev.restante.engine.Partition;
import dev.restante.store.Row;
import dev.restante.store.RowChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What a crash leaves of one partition: its log, its checkpoint, its rows. */
final class PartitionStore {

    private final NavigableMap<Long, byte[]> records = new TreeMap<>();
    private final NavigableMap<Long, byte[]> checkpoints = new TreeMap<>();
    private final NavigableMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
    private long highest;

    long highest() {
        return highest;
    }

    void append(Output.Append append) {
        highest = append.sequence();
        records.put(highest, append.record());
    }

    void save(Output.SaveCheckpoint checkpoint) {
        checkpoints.put(checkpoint.sequence(), checkpoint.index());
    }

    void trim(Output.TrimLog trim) {
        records.headMap(trim.through(), true).clear();
        checkpoints.headMap(trim.checkpoint(), false).clear();
    }

    void recover(Partition partition) {
        Map.Entry<Long, byte[]> checkpoint = checkpoints.lastEntry();
        if (checkpoint != null) {
            partition.restoreCheckpoint(checkpoint.getKey(), checkpoint.getValue());
        }
        long from = checkpoint == null ? 0 : checkpoint.getKey();
        records.tailMap(from, false).forEach(partition::replay);
    }

    void write(List<RowChange> changes) {
        for (RowChange change : changes) {
            if (change instanceof RowChange.Put put) {
                rows.put(put.key(), put.value());
            } else if (change instanceof RowChange.Delete delete) {
                rows.remove(delete.key());
            } else if (change instanceof RowChange.DeleteRange range) {
                rows.subMap(range.from(), range.to()).clear();
            }
        }
    }

    List<Row> read(List<byte[]> keys) {
        List<Row> found = new ArrayList<>();
        for (byte[] key : keys) {
            byte[] value = rows.get(key);
            if (value != null) {
                found.add(new Row(key, value));
            }
        }
        return found;
    }

    List<Row> scan(Output.ScanRows scan) {
        List<Row> found = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<byte[], byte[]> row : rows.subMap(scan.from(), scan.to()).entrySet()) {
            if (found.size() == scan.maxRows() || bytes > scan.maxBytes()) {
                break;
            }
            bytes += row.getKey().length + row.getValue().length;
            found.add(new Row(row.getKey(), row.getValue()));
        }
        return found;
    }
}
