package dev.restante.persistence.embedded;

import dev.restante.persistence.transfer.StoreSource;
import dev.restante.persistence.transfer.StoredItem;
import java.io.IOException;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;

/** The rows of a database that nobody else uses. */
final class BuiltSource implements StoreSource {

    private final OfflineDatabase database;

    private BuiltSource(OfflineDatabase database) {
        this.database = database;
    }

    static BuiltSource open(Path folder) throws IOException {
        try {
            return new BuiltSource(OfflineDatabase.open(folder, StoreCheck.MEMORY, Tuning.STRICT));
        } catch (RocksDBException e) {
            throw new IOException("the database in " + folder + " cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public void read(Reader reader) throws IOException {
        for (Column column : Column.values()) {
            try (RowCursor rows = database.view().rows(column, new byte[] {0}, StoredNames.PAST_ALL)) {
                while (rows.next()) {
                    reader.take(new StoredItem(partOf(column), rows.key(), rows.value()));
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
    public void close() {
        database.close();
    }
}
