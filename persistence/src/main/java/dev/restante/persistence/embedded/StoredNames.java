package dev.restante.persistence.embedded;

import dev.restante.persistence.format.Keys;
import java.nio.ByteBuffer;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.rocksdb.RocksDBException;

/** Finds out who has something stored, without reading all of it. */
final class StoredNames {

    private final View view;

    StoredNames(View view) {
        this.view = view;
    }

    /** The persistence ids that have a log or a snapshot. */
    NavigableSet<String> persistenceIds() throws RocksDBException {
        NavigableSet<String> ids = new TreeSet<>();
        for (Column column : new Column[] {Column.LOG, Column.SNAPSHOT}) {
            byte[] from = new byte[0];
            for (byte[] key = first(column, from); key.length > 0; key = first(column, from)) {
                String id = Keys.persistenceId(key);
                ids.add(id);
                from = Keys.numbered(id, -1);
            }
        }
        return ids;
    }

    /** The partitions that have rows. */
    NavigableSet<Integer> partitions() throws RocksDBException {
        NavigableSet<Integer> partitions = new TreeSet<>();
        byte[] from = new byte[0];
        for (byte[] key = first(Column.STATE, from); key.length > 0; key = first(Column.STATE, from)) {
            int partition = ByteBuffer.wrap(key).getInt();
            partitions.add(partition);
            from = Keys.state(partition + 1, new byte[0]);
        }
        return partitions;
    }

    /** The first key from {@code from} on; empty when there is none. A part that cannot be read is passed over. */
    private byte[] first(Column column, byte[] from) {
        byte[] next = from;
        while (true) {
            try (RowCursor rows = view.rows(column, next, PAST_ALL)) {
                return rows.next() ? rows.key() : new byte[0];
            } catch (RocksDBException e) {
                next = new ReadableKey(view, column, PAST_ALL).from(next); // The scan of the rows notes it.
                if (next.length == 0) {
                    return next;
                }
            }
        }
    }

    /** Above all keys: those begin with a length of two bytes or a partition of four, neither of them negative. */
    static final byte[] PAST_ALL = {-1};
}
