package dev.restante.persistence.embedded;

import dev.restante.persistence.DamagedRowException;
import dev.restante.persistence.format.Seal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Function;
import org.rocksdb.RocksDBException;

/** Reads a range of rows past all damage: a row that is damaged, or a stretch that cannot be read, is noted, and the next is read. */
final class RowScan {

    /** Takes a row with its opened seal. */
    interface Reader {
        void row(byte[] key, byte[] value, ByteBuffer body);
    }

    private final View view;
    private final Column column;
    private final Findings findings;
    private final Function<byte[], String> nameOf;

    /** @param nameOf what people call the row with a key */
    RowScan(View view, Column column, Findings findings, Function<byte[], String> nameOf) {
        this.view = view;
        this.column = column;
        this.findings = findings;
        this.nameOf = nameOf;
    }

    /** Reads from {@code from} (included) to {@code to} (excluded). */
    void read(byte[] from, byte[] to, Reader reader) {
        byte[] next = from;
        while (next.length > 0) {
            next = readUntilDamage(next, to, reader);
        }
    }

    /** Returns where to go on; empty when the end was reached. */
    private byte[] readUntilDamage(byte[] from, byte[] to, Reader reader) {
        byte[] at = from;
        try (RowCursor rows = view.rows(column, from, to)) {
            while (rows.next()) {
                findings.read();
                open(rows.key(), rows.value(), reader);
                at = after(rows.key());
            }
            return new byte[0];
        } catch (RocksDBException e) {
            byte[] readable = new ReadableKey(view, column, to).from(at);
            findings.unreadable(
                    new Findings.Stretch(column, at, readable.length == 0 ? to : readable),
                    "rows of " + column + " from " + nameOf.apply(at) + " on",
                    String.valueOf(e.getMessage()));
            return readable;
        }
    }

    private void open(byte[] key, byte[] value, Reader reader) {
        ByteBuffer body;
        try {
            body = Seal.open(key, value, () -> "The row");
        } catch (DamagedRowException e) {
            findings.badRow(
                    new Findings.BadRow(column, key, value),
                    nameOf.apply(key),
                    String.valueOf(e.getMessage()),
                    Findings.MOVE_ASIDE);
            return;
        }
        reader.row(key, value, body);
    }

    /** The lowest key that is higher. */
    static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }
}
