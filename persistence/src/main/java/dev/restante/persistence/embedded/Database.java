package dev.restante.persistence.embedded;

import dev.restante.persistence.StoreFailedException;
import dev.restante.persistence.StoreUnusableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
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
    private final CommitMark mark;
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final WriteOptions unsynced = new WriteOptions();

    /** Held shared by every read, because closing RocksDB under a reader ends the process. */
    private final ReadWriteLock usage = new ReentrantReadWriteLock();

    private boolean closed;

    private Database(Tuning tuning, RocksDB rocks, OpenColumns columns, WriteAhead writeAhead, CommitMark mark) {
        this.tuning = tuning;
        this.rocks = rocks;
        this.columns = columns;
        this.writeAhead = writeAhead;
        this.mark = mark;
    }

    /** Where RocksDB's files of the store in {@code folder} are. */
    static Path filesOf(Path folder) {
        return folder.resolve("rocksdb");
    }

    /**
     * Opens the database and makes everything that can be read from it durable before anyone reads it.
     *
     * <p>What the write-ahead log returns after a crash or a failed sync may exist in the page cache only: the process can die between
     * write and sync, and the kernel marks pages clean whose write-back failed, so that a second sync of the same file reports success.
     * Therefore the recovered tail is never synced in place. RocksDB writes it to new table files, syncs those and the manifest that names
     * them, and drops the old log ({@code avoid_flush_during_recovery=false}); a failure on the way fails the opening. The flush repeats
     * that for anything RocksDB might have left in memory, and the sync covers the new log.
     *
     * @param folder of the store
     * @throws StoreUnusableException when it is damaged, or ends before what was committed
     */
    static Database open(Path folder, EmbeddedSettings.Memory memory, boolean create, WriteAhead writeAhead)
            throws IOException {
        try {
            if (!create) {
                OfflineDatabase.requireComplete(folder, memory);
            }
            return openForWriting(folder, memory, create, writeAhead);
        } catch (RocksDBException e) {
            throw unusable(folder, e);
        }
    }

    private static Database openForWriting(
            Path folder, EmbeddedSettings.Memory memory, boolean create, WriteAhead writeAhead)
            throws IOException, RocksDBException {
        Tuning tuning = new Tuning(memory, create);
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        RocksDB rocks = null;
        try {
            rocks = RocksDB.open(tuning.database(), filesOf(folder).toString(), tuning.columns(), handles);
            try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
                rocks.flush(flush, handles);
            }
            rocks.syncWal();
            CommitMark mark = CommitMark.open(folder, filesOf(folder));
            mark.committed(rocks.getLatestSequenceNumber());
            return new Database(tuning, rocks, new OpenColumns(handles), writeAhead, mark);
        } catch (RocksDBException | IOException e) {
            if (rocks != null) {
                rocks.close();
            }
            tuning.close();
            throw e;
        }
    }

    private static StoreUnusableException unusable(Path folder, RocksDBException e) throws IOException {
        return new StoreUnusableException(
                "The database in " + filesOf(folder) + " cannot be opened: " + problem(folder, e)
                        + ". Its files are left as they are. Make room or repair the disk if it says so; otherwise run 'restante"
                        + " check', which says what is damaged, and restore a backup or go on after 'restante check --repair'.",
                e);
    }

    /** What RocksDB says of a database that it does not open, and where the damage is if that is in the write-ahead log. */
    static String problem(Path folder, RocksDBException e) throws IOException {
        Status status = e.getStatus();
        String kind = status == null ? "" : " (" + status.getCode() + ")";
        boolean isDamage = status != null && status.getCode() == Status.Code.Corruption;
        String place = isDamage
                ? WalFile.damageIn(filesOf(folder)).map(found -> "; " + found).orElse("")
                : "";
        return e.getMessage() + kind + place;
    }

    /** Gives {@code reading} a view of one moment. */
    <T> @Nullable T read(Reading<T> reading) throws RocksDBException {
        usage.readLock().lock();
        try {
            requireOpen();
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

    void write(WriteBatch batch, boolean sync) throws IOException, RocksDBException {
        writeAhead.write(rocks, sync ? synced : unsynced, batch);
        if (sync) {
            mark.committed(rocks.getLatestSequenceNumber());
        }
    }

    void sync() throws IOException, RocksDBException {
        writeAhead.sync(rocks);
        mark.committed(rocks.getLatestSequenceNumber());
    }

    /** Makes a copy of this moment in the folder {@code files}, of hard links where the file system has them. Writes go on meanwhile. */
    void copyTo(Path files) throws RocksDBException {
        usage.readLock().lock();
        try {
            requireOpen();
            try (Checkpoint checkpoint = Checkpoint.create(rocks)) {
                checkpoint.createCheckpoint(files.toString());
            }
        } finally {
            usage.readLock().unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreFailedException("The store is closed or being re-opened after a failure", null);
        }
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
            mark.close();
        } finally {
            usage.writeLock().unlock();
        }
    }
}
