package dev.restante.persistence.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** A database that is filled before any node uses it: by a repair, or from another store. Durable when it was finished. Used by one thread. */
final class BuiltDatabase implements AutoCloseable {

    private static final long BATCH_BYTES = 4L << 20;

    private final Tuning tuning;
    private final RocksDB rocks;
    private final List<ColumnFamilyHandle> handles;
    private final OpenColumns columns;

    /** The log would be read once and thrown away: {@link #close} makes table files of everything. */
    private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);

    private final WriteBatch batch = new WriteBatch();

    private BuiltDatabase(Tuning tuning, RocksDB rocks, List<ColumnFamilyHandle> handles) {
        this.tuning = tuning;
        this.rocks = rocks;
        this.handles = handles;
        this.columns = new OpenColumns(handles);
    }

    /** Opens or creates the database of a store in {@code folder}. */
    static BuiltDatabase open(Path folder) throws IOException, RocksDBException {
        Files.createDirectories(folder);
        Tuning tuning = new Tuning(StoreCheck.MEMORY, true);
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            RocksDB rocks =
                    RocksDB.open(tuning.database(), Database.filesOf(folder).toString(), tuning.columns(), handles);
            return new BuiltDatabase(tuning, rocks, handles);
        } catch (RocksDBException e) {
            tuning.close();
            throw e;
        }
    }

    void put(Column column, byte[] key, byte[] row) throws RocksDBException {
        batch.put(columns.of(column), key, row);
        writeIfLarge();
    }

    void delete(Column column, byte[] key) throws RocksDBException {
        batch.delete(columns.of(column), key);
        writeIfLarge();
    }

    private void writeIfLarge() throws RocksDBException {
        if (batch.getDataSize() > BATCH_BYTES) {
            write();
        }
    }

    private void write() throws RocksDBException {
        rocks.write(unlogged, batch);
        batch.clear();
    }

    /** Makes all that was put durable. */
    void finish() throws RocksDBException {
        write();
        try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            rocks.flush(flush, handles);
        }
    }

    @Override
    public void close() {
        batch.close();
        unlogged.close();
        columns.close();
        rocks.close();
        tuning.close();
    }
}
