package dev.restante.pekko;

import dev.restante.store.Congestion;
import dev.restante.store.Row;
import dev.restante.store.RowChange;
import dev.restante.store.StaleEpochException;
import dev.restante.store.StateStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** Rows in memory, with writes that fail on demand. Thread-safe; does everything at once. */
final class MemoryStateStore implements StateStore {

    /** How many of the next writes fail. */
    final AtomicInteger writeFailures = new AtomicInteger();

    /** How often somebody read. */
    final AtomicInteger reads = new AtomicInteger();

    /** What the store says of itself. */
    volatile Optional<Congestion> congestion = Optional.empty();

    private final Map<Integer, NavigableMap<byte[], byte[]>> partitions = new HashMap<>();
    private final Map<Integer, Long> epochs = new HashMap<>();

    @Override
    public synchronized CompletionStage<Void> claim(int partition, long epoch) {
        long claimed = epochs.getOrDefault(partition, 0L);
        if (epoch < claimed) {
            return CompletableFuture.failedFuture(new StaleEpochException(partition, epoch, claimed));
        }
        epochs.put(partition, epoch);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<Void> write(int partition, long epoch, List<RowChange> changes) {
        if (writeFailures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return CompletableFuture.failedFuture(new IllegalStateException("the disk is gone, as the test wants it"));
        }
        long claimed = epochs.getOrDefault(partition, 0L);
        if (epoch < claimed) {
            return CompletableFuture.failedFuture(new StaleEpochException(partition, epoch, claimed));
        }
        changes.forEach(change -> apply(rows(partition), change));
        return CompletableFuture.completedFuture(null);
    }

    private static void apply(NavigableMap<byte[], byte[]> rows, RowChange change) {
        if (change instanceof RowChange.Put put) {
            rows.put(put.key(), put.value());
        } else if (change instanceof RowChange.Delete delete) {
            rows.remove(delete.key());
        } else if (change instanceof RowChange.DeleteRange range) {
            rows.subMap(range.from(), range.to()).clear();
        }
    }

    @Override
    public Optional<Congestion> congestion() {
        return congestion;
    }

    @Override
    public CompletionStage<Void> sync(int partition, long epoch) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<List<Row>> read(int partition, List<byte[]> keys) {
        reads.incrementAndGet();
        List<Row> found = new ArrayList<>();
        for (byte[] key : keys) {
            byte[] value = rows(partition).get(key);
            if (value != null) {
                found.add(new Row(key, value));
            }
        }
        return CompletableFuture.completedFuture(found);
    }

    @Override
    public synchronized CompletionStage<List<Row>> scan(
            int partition, byte[] from, byte[] to, int maxRows, int maxBytes) {
        List<Row> found = new ArrayList<>();
        int bytes = 0;
        for (Map.Entry<byte[], byte[]> row : rows(partition).subMap(from, to).entrySet()) {
            if (found.size() == maxRows || bytes > maxBytes) {
                break;
            }
            bytes += row.getKey().length + row.getValue().length;
            found.add(new Row(row.getKey(), row.getValue()));
        }
        return CompletableFuture.completedFuture(found);
    }

    private NavigableMap<byte[], byte[]> rows(int partition) {
        return partitions.computeIfAbsent(partition, number -> new TreeMap<>(Arrays::compareUnsigned));
    }

    /** Keeps everything: the next node finds it. */
    @Override
    public void close() {}
}
