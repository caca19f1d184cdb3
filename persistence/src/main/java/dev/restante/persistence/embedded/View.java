package dev.restante.persistence.embedded;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;

/** The database at one moment. Used by one thread, while it holds the database open. */
final class View implements AutoCloseable {

    private final RocksDB rocks;
    private final OpenColumns columns;
    private final Snapshot snapshot;
    private final ReadOptions options;

    View(RocksDB rocks, OpenColumns columns) {
        this.rocks = rocks;
        this.columns = columns;
        this.snapshot = rocks.getSnapshot();
        this.options = new ReadOptions().setVerifyChecksums(true).setSnapshot(snapshot);
    }

    byte @Nullable [] get(Column column, byte[] key) throws RocksDBException {
        return rocks.get(columns.of(column), options, key);
    }

    /** The values of {@code keys}, in their order, null for a row that does not exist. */
    List<byte @Nullable []> getAll(Column column, List<byte[]> keys) throws RocksDBException {
        if (keys.isEmpty()) {
            return List.of();
        }
        return rocks.multiGetAsList(options, Collections.nCopies(keys.size(), columns.of(column)), keys);
    }

    /** The rows from {@code from} (included) to {@code to} (excluded). */
    RowCursor rows(Column column, byte[] from, byte[] to) {
        return new RowCursor(rocks, columns.of(column), snapshot, from, to);
    }

    @Override
    public void close() {
        options.close();
        rocks.releaseSnapshot(snapshot);
        snapshot.close();
    }
}
