package dev.restante.engine;

import dev.restante.store.RowChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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

    void put(RowKey key, byte[] value) {
        dirty.put(key, value);
    }

    void remove(RowKey key) {
        dirty.put(key, REMOVED);
    }

    /** The row's value, {@link #REMOVED}, or null when only the store knows. */
    byte @Nullable [] get(RowKey key) {
        byte[] value = dirty.get(key);
        return value != null ? value : flushing.get(key);
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

    void flushed() {
        flushing = Map.of();
    }

    /** All changes from {@code from} (included) to {@code to} (excluded), in order; removed rows with {@link #REMOVED}. */
    SortedMap<RowKey, byte[]> range(RowKey from, RowKey to) {
        SortedMap<RowKey, byte[]> found = new TreeMap<>();
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
