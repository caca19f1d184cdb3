package dev.restante.persistence.embedded;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Collects what a check finds, and what a repair has to move aside. */
final class Findings {

    /** A row that cannot be used. */
    record BadRow(Column column, byte[] key, byte[] value) {}

    /** Keys of a column, from {@code from} (included) to {@code to} (excluded), between which nothing can be read. */
    record Stretch(Column column, byte[] from, byte[] to) {}

    static final String MOVE_ASIDE = "moved aside; all else goes on";

    private final List<Damage> damage = new ArrayList<>();
    private final List<BadRow> badRows = new ArrayList<>();
    private final Set<ByteBuffer> badKeys = new HashSet<>();
    private final List<Stretch> stretches = new ArrayList<>();
    private long rowsRead;

    void add(String place, String problem, String remedy) {
        damage.add(new Damage(place, problem, remedy));
    }

    /** A row that cannot be used; {@code place} is what people call it. */
    void badRow(BadRow row, String place, String problem, String remedy) {
        badRows.add(row);
        badKeys.add(ByteBuffer.wrap(row.key()));
        add(place + " (" + row.column() + " " + HexFormat.of().formatHex(row.key()) + ")", problem, remedy);
    }

    void unreadable(Stretch stretch, String place, String problem) {
        stretches.add(stretch);
        add(place, "a part of a table file cannot be read: " + problem, MOVE_ASIDE);
    }

    void read() {
        rowsRead++;
    }

    long rowsRead() {
        return rowsRead;
    }

    List<Damage> damage() {
        return damage;
    }

    List<Stretch> stretches() {
        return stretches;
    }

    List<BadRow> badRows() {
        return badRows;
    }

    /** Whether a row from {@code from} (included) to {@code to} (excluded) cannot be used, or may be where nothing can be read. */
    boolean isAnyLost(Column column, byte[] from, byte[] to) {
        return badRows.stream()
                        .anyMatch(row -> row.column() == column && isBelow(row.key(), to) && !isBelow(row.key(), from))
                || stretches.stream()
                        .anyMatch(stretch -> stretch.column() == column
                                && isBelow(stretch.from(), to)
                                && isBelow(from, stretch.to()));
    }

    private static boolean isBelow(byte[] key, byte[] other) {
        return Arrays.compareUnsigned(key, other) < 0;
    }

    boolean isBad(byte[] key) {
        return badKeys.contains(ByteBuffer.wrap(key));
    }
}
