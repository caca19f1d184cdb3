package dev.restante.persistence.embedded;

import dev.restante.persistence.StoreFailedException;
import dev.restante.persistence.StoreUnusableException;
import dev.restante.store.Congestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** The store of one folder: its lock, its format, its database and its group commit. Journal, snapshots and state rows share it. */
final class EmbeddedStore implements AutoCloseable {

    private static final Optional<Congestion> BEHIND =
            Optional.of(new Congestion("the disk does not keep up", Duration.ofSeconds(1)));

    private final EmbeddedSettings settings;
    private final FolderLock lock;
    private final GroupCommit commits;
    private final DiskWatch disk;

    private EmbeddedStore(EmbeddedSettings settings, FolderLock lock, GroupCommit commits) {
        this.settings = settings;
        this.lock = lock;
        this.commits = commits;
        this.disk = DiskWatch.start(settings.directory(), settings.watermark());
    }

    /**
     * Opens or creates the store, on the calling thread.
     *
     * @throws StoreUnusableException when the folder is in use, of another format, or damaged
     */
    static EmbeddedStore open(EmbeddedSettings settings) {
        return open(settings, WriteAhead.OF_ROCKSDB);
    }

    static EmbeddedStore open(EmbeddedSettings settings, WriteAhead writeAhead) {
        Path folder = settings.directory();
        try {
            Files.createDirectories(folder);
            FolderLock lock = FolderLock.acquire(folder);
            try {
                GroupCommit commits = new GroupCommit(settings, () -> openDatabase(settings, writeAhead));
                commits.start();
                return new EmbeddedStore(settings, lock, commits);
            } catch (RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static Database openDatabase(EmbeddedSettings settings, WriteAhead writeAhead) {
        Path folder = settings.directory();
        try {
            FormatMarker marker = new FormatMarker(folder);
            boolean create = marker.databaseToBeCreated(Database.filesOf(folder));
            Database database = Database.open(folder, settings.memory(), create, writeAhead);
            try {
                if (create) {
                    marker.databaseCreated();
                }
                return database;
            } catch (IOException e) {
                database.close();
                throw e;
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static StoreUnusableException unusable(Path folder, IOException e) {
        return new StoreUnusableException(
                "The folder " + folder + " cannot be used: " + e
                        + ". Give this user the right to write there, or choose another folder (restante.embedded.directory).",
                e);
    }

    EmbeddedSettings settings() {
        return settings;
    }

    /**
     * Puts an operation in line. Completes on the writer thread, so what depends on it must be brief or go elsewhere. Fails with the
     * operation's own refusal or {@link StoreFailedException}.
     */
    <T> CompletableFuture<T> submit(Operation<T> operation) {
        return commits.submit(operation);
    }

    /** Reads what was written, synced or not, on the calling thread. */
    <T> @Nullable T read(Database.Reading<T> reading) throws RocksDBException {
        return commits.database().read(reading);
    }

    /** Copies the database of this moment into the folder {@code files}, on the calling thread; writes go on meanwhile. */
    void copyTo(Path files) throws RocksDBException {
        commits.database().copyTo(files);
    }

    /** Why couriers should bring nothing new for now; answers at once. */
    Optional<Congestion> congestion() {
        Optional<Congestion> full = disk.congestion();
        return full.isEmpty() && commits.isBehind() ? BEHIND : full;
    }

    /** Commits what was submitted and gives the folder free. */
    @Override
    public void close() {
        disk.close();
        commits.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Closing the lock file in " + settings.directory(), e);
        }
    }
}
