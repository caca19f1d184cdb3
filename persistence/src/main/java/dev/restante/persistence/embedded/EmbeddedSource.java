package dev.restante.persistence.embedded;

import dev.restante.persistence.StoreUnusableException;
import dev.restante.persistence.transfer.StoreSource;
import dev.restante.persistence.transfer.StoredItem;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** An embedded store that no node runs on, to be copied. It is locked until this is closed. */
public final class EmbeddedSource implements StoreSource {

    private final @Nullable FolderLock lock;
    private final OfflineDatabase database;

    private EmbeddedSource(@Nullable FolderLock lock, OfflineDatabase database) {
        this.lock = lock;
        this.database = database;
    }

    /**
     * Opens the store in {@code folder} after it was checked: every checksum, every record, all messages recounted.
     *
     * @throws StoreUnusableException when there is none, a node runs on it, or it is not sound
     */
    public static EmbeddedSource open(Path folder) throws IOException {
        FolderLock lock = StoreCheck.lock(folder);
        try {
            if (!StoreCheck.locked(lock.folder()).sound()) {
                throw new StoreUnusableException("The store in " + folder + " is not sound. Nothing was copied. 'restante"
                        + " check --data " + folder + "' lists what is damaged.");
            }
            return new EmbeddedSource(lock, databaseOf(lock.folder()));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** A store that nobody else knows of yet. */
    static EmbeddedSource built(Path folder) throws IOException {
        return new EmbeddedSource(null, databaseOf(folder));
    }

    private static OfflineDatabase databaseOf(Path folder) throws IOException {
        try {
            return OfflineDatabase.open(folder, StoreCheck.MEMORY, Tuning.STRICT);
        } catch (RocksDBException e) {
            throw new IOException("the database in " + folder + " cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public void read(Reader reader) throws IOException {
        for (Column column : Column.values()) {
            try (RowCursor rows = database.view().rows(column, new byte[] {0}, StoredNames.PAST_ALL)) {
                StoredItem.Part part = partOf(column);
                while (rows.next()) {
                    reader.take(new StoredItem(part, rows.key(), rows.value()));
                }
            } catch (RocksDBException e) {
                throw new IOException("rows of " + column + " cannot be read: " + e.getMessage(), e);
            }
        }
    }

    private static StoredItem.Part partOf(Column column) {
        return switch (column) {
            case META -> StoredItem.Part.MARK;
            case LOG -> StoredItem.Part.RECORD;
            case SNAPSHOT -> StoredItem.Part.CHECKPOINT;
            case STATE -> StoredItem.Part.ROW;
        };
    }

    /** RocksDB's number of the last change. */
    long lastChange() {
        return database.lastChange();
    }

    @Override
    public void close() throws IOException {
        database.close();
        if (lock != null) {
            lock.close();
        }
    }
}
