package dev.restante.testkit.simulation;

import dev.restante.store.Row;
import dev.restante.store.RowChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The state store's rows of one partition: checks epochs as the contract says, and loses unsynced writes in a crash, newest first. */
final class PartitionRows {

    private final boolean checksEpochs;
    private final TreeMap<byte[], byte[]> durable = new TreeMap<>(Arrays::compareUnsigned);
    private final TreeMap<byte[], byte[]> visible = new TreeMap<>(Arrays::compareUnsigned);
    private final List<List<RowChange>> unsynced = new ArrayList<>();
    private long claimed;
    private int losses;

    PartitionRows(boolean checksEpochs) {
        this.checksEpochs = checksEpochs;
    }

    /** False when a later epoch has claimed the rows. */
    boolean claim(long epoch) {
        if (isStale(epoch)) {
            return false;
        }
        claimed = Math.max(claimed, epoch);
        return true;
    }

    boolean write(long epoch, List<RowChange> changes) {
        if (isStale(epoch)) {
            return false;
        }
        apply(changes, visible);
        unsynced.add(changes);
        return true;
    }

    void sync() {
        unsynced.forEach(changes -> apply(changes, durable));
        unsynced.clear();
    }

    /** How many writes crashes have undone: who finds more of them at its sync than at its write cannot call the write durable. */
    int losses() {
        return losses;
    }

    /** A crash: of what was not synced, only the first writes may have reached the disk. Returns how many were lost. */
    int crash(Chance chance) {
        if (unsynced.isEmpty()) {
            return 0;
        }
        int kept = chance.between(0, unsynced.size());
        int lost = unsynced.size() - kept;
        losses += lost;
        unsynced.subList(kept, unsynced.size()).clear();
        sync();
        visible.clear();
        visible.putAll(durable);
        return lost;
    }

    List<Row> read(List<byte[]> keys) {
        List<Row> found = new ArrayList<>();
        for (byte[] key : keys) {
            byte[] value = visible.get(key);
            if (value != null) {
                found.add(new Row(key, value));
            }
        }
        return found;
    }

    List<Row> scan(byte[] from, byte[] to, int maxRows, int maxBytes) {
        List<Row> found = new ArrayList<>();
        long bytes = 0;
        if (Arrays.compareUnsigned(from, to) >= 0) {
            return found;
        }
        for (Map.Entry<byte[], byte[]> row : visible.subMap(from, to).entrySet()) {
            if (found.size() == maxRows || bytes > maxBytes) {
                break;
            }
            found.add(new Row(row.getKey(), row.getValue()));
            bytes += row.getKey().length + row.getValue().length;
        }
        return found;
    }

    /** How many rows there are whose key begins with one of {@code kinds}. */
    long count(String kinds) {
        return visible.keySet().stream()
                .filter(key -> kinds.indexOf(key[0]) >= 0)
                .count();
    }

    private boolean isStale(long epoch) {
        return checksEpochs && epoch < claimed;
    }

    private static void apply(List<RowChange> changes, SortedMap<byte[], byte[]> rows) {
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
}
