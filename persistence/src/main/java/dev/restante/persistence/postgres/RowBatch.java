package dev.restante.persistence.postgres;

import dev.restante.store.RowChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The net effect of changes made in an order: first {@code ranges} are deleted, then each row of {@code rows} is set or, where it is empty,
 * removed. No row is touched twice, which one statement for many rows could not do.
 */
record RowBatch(List<RowChange.DeleteRange> ranges, Map<byte[], Optional<byte[]>> rows) {

    private static final Comparator<byte[]> UNSIGNED = Arrays::compareUnsigned;

    static RowBatch of(List<RowChange> changes) {
        List<RowChange.DeleteRange> ranges = new ArrayList<>();
        TreeMap<byte[], Optional<byte[]>> rows = new TreeMap<>(UNSIGNED);
        for (RowChange change : changes) {
            if (change instanceof RowChange.Put put) {
                rows.put(put.key(), Optional.of(put.value()));
            } else if (change instanceof RowChange.Delete delete) {
                rows.put(delete.key(), Optional.empty());
            } else if (change instanceof RowChange.DeleteRange range
                    && UNSIGNED.compare(range.from(), range.to()) < 0) {
                // What came before it in the range is gone; what comes after it stays.
                rows.subMap(range.from(), range.to()).clear();
                ranges.add(range);
            }
        }
        return new RowBatch(ranges, rows);
    }

    /** What it counts against the limits of a queue. */
    long bytes() {
        return rows.entrySet().stream()
                .mapToLong(row -> row.getKey().length
                        + row.getValue().map(value -> value.length).orElse(0))
                .sum();
    }

    List<byte[]> removed() {
        return rows.entrySet().stream()
                .filter(row -> row.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }
}
