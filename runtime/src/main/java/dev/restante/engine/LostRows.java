package dev.restante.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Which rows of a partition are lost: some by their keys, others because nobody knows what was stored between two keys. */
public final class LostRows {

    /** Keys from {@code from} (included) to {@code to} (excluded). */
    public record Stretch(byte[] from, byte[] to) {}

    private final NavigableSet<byte[]> keys = new TreeSet<>((Comparator<byte[]>) Arrays::compareUnsigned);
    private final List<Stretch> stretches;

    public LostRows(List<byte[]> keys, List<Stretch> stretches) {
        this.keys.addAll(keys);
        this.stretches = List.copyOf(stretches);
    }

    List<RowKey> keys() {
        return keys.stream().map(RowKey::new).toList();
    }

    /** Whether a row with this key, if there was one, may be lost. */
    boolean maybe(RowKey key) {
        byte[] bytes = key.bytes();
        return keys.contains(bytes)
                || stretches.stream()
                        .anyMatch(stretch -> Arrays.compareUnsigned(stretch.from(), bytes) <= 0
                                && Arrays.compareUnsigned(bytes, stretch.to()) < 0);
    }
}
