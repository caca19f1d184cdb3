package dev.restante.engine;

import dev.restante.store.RowChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Rows that changed since they were last written to the state store. Whoever reads rows looks here first. A checkpoint takes the changes
 * as of its record away to write them; they stay readable until they are written.
 */
final class Overlay {

    /** Stands for a row that was removed. */
    static final byte[] REMOVED = new byte[0];

    private Map<RowKey, byte[]> dirty = new HashMap<>();
    private Map<RowKey, byte[]> flushing = Map.of();

    /** Changes that are written, while reads are under way that the store may have answered before, oldest first. */
    private final ArrayDeque<Written> written = new ArrayDeque<>();

    private final TreeSet<Long> readsUnderWay = new TreeSet<>();

    /** @param lastRead the youngest read that may not have seen them */
    private record Written(Map<RowKey, byte[]> rows, long lastRead) {}

    void put(RowKey key, byte[] value) {
        dirty.put(key, value);
    }

    void remove(RowKey key) {
        dirty.put(key, REMOVED);
    }

    /** The row's value, {@link #REMOVED}, or null when only the store knows. */
    byte @Nullable [] get(RowKey key) {
        byte[] value = dirty.get(key);
        if (value == null) {
            value = flushing.get(key);
        }
        for (Iterator<Written> all = written.descendingIterator(); value == null && all.hasNext(); ) {
            value = all.next().rows.get(key);
        }
        return value;
    }

    boolean isRemoved(RowKey key) {
        return get(key) == REMOVED;
    }

    int size() {
        return dirty.size();
    }

    /** Takes the changes away to be written. They stay readable until {@link #flushed}. */
    List<RowChange> beginFlush() {
        flushing = dirty;
        dirty = new HashMap<>();
        List<RowChange> changes = new ArrayList<>(flushing.size());
        flushing.forEach((key, value) -> changes.add(
                value == REMOVED ? new RowChange.Delete(key.bytes()) : new RowChange.Put(key.bytes(), value)));
        return changes;
    }

    /** The row is written anew together with what was taken away: its removal is no longer the last word. */
    void rewritten(RowKey key) {
        flushing.remove(key);
    }

    /** What was taken away is written; reads that begin from now on find it in the store. */
    void flushed() {
        if (!readsUnderWay.isEmpty()) {
            written.addLast(new Written(flushing, readsUnderWay.last()));
        }
        flushing = Map.of();
    }

    /** Rows are being read from the store; changes stay readable here until {@link #readEnded}. */
    void readBegun(long read) {
        readsUnderWay.add(read);
    }

    void readEnded(long read) {
        readsUnderWay.remove(read);
        long oldest = readsUnderWay.isEmpty() ? Long.MAX_VALUE : readsUnderWay.first();
        while (!written.isEmpty() && written.peekFirst().lastRead < oldest) {
            written.removeFirst();
        }
    }

    /** All changes from {@code from} (included) to {@code to} (excluded), in order; removed rows with {@link #REMOVED}. */
    SortedMap<RowKey, byte[]> range(RowKey from, RowKey to) {
        SortedMap<RowKey, byte[]> found = new TreeMap<>();
        written.forEach(changes -> collect(changes.rows, from, to, found));
        collect(flushing, from, to, found);
        collect(dirty, from, to, found);
        return found;
    }

    private static void collect(Map<RowKey, byte[]> rows, RowKey from, RowKey to, Map<RowKey, byte[]> found) {
        rows.forEach((key, value) -> {
            if (key.compareTo(from) >= 0 && key.compareTo(to) < 0) {
                found.put(key, value);
            }
        });
    }
}
