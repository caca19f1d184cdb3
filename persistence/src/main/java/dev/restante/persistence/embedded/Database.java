package dev.restante.persistence.embedded;

import dev.restante.persistence.StoreFailedException;
import dev.restante.persistence.StoreUnusableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** One opened RocksDB database. Any thread may read; one thread writes and closes. */
final class Database implements AutoCloseable {

    /** Reads from {@code view}, on the calling thread. */
    interface Reading<T> {
        @Nullable T from(View view) throws RocksDBException;
    }

    private final Tuning tuning;
    private final RocksDB rocks;
    private final OpenColumns columns;
    private final WriteAhead writeAhead;
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final WriteOptions unsynced = new WriteOptions();

    /** Held shared by every read, because closing RocksDB under a reader ends the process. */
    private final ReadWriteLock usage = new ReentrantReadWriteLock();

    private boolean closed;

    private Database(Tuning tuning, RocksDB rocks, OpenColumns columns, WriteAhead writeAhead) {
        this.tuning = tuning;
        this.rocks = rocks;
        this.columns = columns;
        this.writeAhead = writeAhead;
    }

    /**
     * Opens the database and makes everything that can be read from it durable before anyone reads it.
     *
     * <p>What the write-ahead log returns after a crash or a failed sync may exist in the page cache only: the process can die between
     * write and sync, and the kernel marks pages clean whose write-back failed, so that a second sync of the same file reports success.
     * Therefore the recovered tail is never synced in place. RocksDB writes it to new table files, syncs those and the manifest that names
     * them, and drops the old log ({@code avoid_flush_during_recovery=false}); a failure on the way fails the opening. The flush repeats
     * that for anything RocksDB might have left in memory, and the sync covers the new log.
     */
    static Database open(Path folder, EmbeddedSettings.Memory memory, boolean create, WriteAhead writeAhead) {
        Tuning tuning = new Tuning(memory, create);
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        RocksDB rocks = null;
        try {
            rocks = RocksDB.open(tuning.database(), folder.toString(), tuning.columns(), handles);
            try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
                rocks.flush(flush, handles);
            }
            rocks.syncWal();
            return new Database(tuning, rocks, new OpenColumns(handles), writeAhead);
        } catch (RocksDBException e) {
            if (rocks != null) {
                rocks.close();
            }
            tuning.close();
            throw unusable(folder, e);
        }
    }

    private static StoreUnusableException unusable(Path folder, RocksDBException e) {
        Status status = e.getStatus();
        String kind = status == null ? "" : " (" + status.getCode() + ")";
        return new StoreUnusableException(
                "The database in " + folder + " cannot be opened: " + e.getMessage() + kind
                        + ". Its files are left as they are; the end of " + folder.resolve("LOG")
                        + " names the one in question. Make room or repair the disk if it says so; otherwise keep a copy of"
                        + " the folder and restore a backup.",
                e);
    }

    /** Gives {@code reading} a view of one moment. */
    <T> @Nullable T read(Reading<T> reading) throws RocksDBException {
        usage.readLock().lock();
        try {
            if (closed) {
                throw new StoreFailedException("The store is closed or being re-opened after a failure", null);
            }
            try (View view = new View(rocks, columns)) {
                return reading.from(view);
            }
        } finally {
            usage.readLock().unlock();
        }
    }

    ColumnFamilyHandle handle(Column column) {
        return columns.of(column);
    }

    void write(WriteBatch batch, boolean sync) throws RocksDBException {
        writeAhead.write(rocks, sync ? synced : unsynced, batch);
    }

    void sync() throws RocksDBException {
        writeAhead.sync(rocks);
    }

    /** Waits for the reads in progress. */
    @Override
    public void close() {
        usage.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            columns.close();
            rocks.close();
            synced.close();
            unsynced.close();
            tuning.close();
        } finally {
            usage.writeLock().unlock();
        }
    }
}
