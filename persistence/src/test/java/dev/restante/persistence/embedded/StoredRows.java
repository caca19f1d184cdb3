package dev.restante.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.rocksdb.RocksDBException;

/** The rows of a store that no node runs on, to be damaged behind RocksDB's back. */
final class StoredRows {

    private final Path store;

    private record Row(byte[] key, byte[] value) {}

    StoredRows(Path store) {
        this.store = store;
    }

    /** Damages the last row of a column that {@code choice} takes; returns its key. */
    byte[] damageLast(Column column, Predicate<byte[]> choice) throws Exception {
        return damage(column, backwards(column, choice).get(0));
    }

    /** Damages the first row of a column that {@code choice} takes; returns its key. */
    byte[] damageFirst(Column column, Predicate<byte[]> choice) throws Exception {
        List<Row> rows = backwards(column, choice);
        return damage(column, rows.get(rows.size() - 1));
    }

    /** Removes the last row of a column, as if it had not been written yet. */
    void removeLast(Column column) throws Exception {
        byte[] key = backwards(column, any -> true).get(0).key;
        write(database -> database.delete(column, key));
    }

    private List<Row> backwards(Column column, Predicate<byte[]> choice) throws Exception {
        List<Row> found = new ArrayList<>();
        try (OfflineDatabase database = OfflineDatabase.open(store, StoreCheck.MEMORY, Tuning.STRICT);
                RowCursor rows = database.view().rows(column, new byte[] {0}, StoredNames.PAST_ALL)) {
            while (rows.previous()) {
                if (choice.test(rows.key())) {
                    found.add(new Row(rows.key(), rows.value()));
                }
            }
        }
        assertThat(found).as("rows of %s", column).isNotEmpty();
        return found;
    }

    private byte[] damage(Column column, Row row) throws IOException, RocksDBException {
        row.value[row.value.length - 1] ^= 1;
        write(database -> database.put(column, row.key, row.value));
        return row.key;
    }

    private interface Change {
        void on(BuiltDatabase database) throws RocksDBException;
    }

    private void write(Change change) throws IOException, RocksDBException {
        try (BuiltDatabase database = BuiltDatabase.open(store)) {
            change.on(database);
            database.finish();
        }
        Files.deleteIfExists(CommitMark.in(store));
    }
}
