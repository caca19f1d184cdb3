package dev.restante.persistence.embedded;

import dev.restante.persistence.format.Keys;
import dev.restante.persistence.format.Seal;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The changes of one group commit, and the log ends and epochs that they lead to. These are right only as long as every group is written:
 * after a failure the whole object is thrown away. Used by the writer thread alone.
 */
final class Group implements AutoCloseable {

    /** Enough for every log in use on a node; must exceed the operations of one group, whose log ends are not on disk yet. */
    private static final int REMEMBERED_LOGS = 100_000;

    private final Database database;
    private final UnsyncedRows rows;
    private final WriteBatch batch = new WriteBatch();
    /** One entry a partition; their number is fixed per store. */
    private final Map<Integer, Long> epochs = new HashMap<>();

    private final Map<String, LogPosition> positions = new LeastRecentlyUsed<>(REMEMBERED_LOGS);

    Group(Database database, UnsyncedRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /** The rows that no sync covers yet. */
    UnsyncedRows rows() {
        return rows;
    }

    void put(Column column, byte[] key, byte[] row) throws RocksDBException {
        batch.put(database.handle(column), key, row);
    }

    void delete(Column column, byte[] key) throws RocksDBException {
        batch.delete(database.handle(column), key);
    }

    /** Deletes from {@code from} (included) to {@code to} (excluded). */
    void deleteRange(Column column, byte[] from, byte[] to) throws RocksDBException {
        batch.deleteRange(database.handle(column), from, to);
    }

    LogPosition position(String persistenceId) throws RocksDBException {
        LogPosition known = positions.get(persistenceId);
        if (known != null) {
            return known;
        }
        LogPosition read = database.read(view -> new LogReader(view, persistenceId).position());
        LogPosition position = Objects.requireNonNull(read);
        positions.put(persistenceId, position);
        return position;
    }

    void move(String persistenceId, LogPosition position) {
        positions.put(persistenceId, position);
    }

    /** The epoch that last claimed {@code partition}; one that was never claimed admits any. */
    long epoch(int partition) throws RocksDBException {
        Long known = epochs.get(partition);
        if (known == null) {
            byte[] key = Keys.epoch(partition);
            byte[] row = database.read(view -> view.get(Column.META, key));
            known = row == null
                    ? Long.MIN_VALUE
                    : Seal.open(key, row, () -> "The epoch of partition " + partition)
                            .getLong();
            epochs.put(partition, known);
        }
        return known;
    }

    void claim(int partition, long epoch) {
        epochs.put(partition, epoch);
    }

    /** Stages one operation, or nothing of it. */
    <T> @Nullable T stage(Operation<T> operation) throws RocksDBException {
        batch.setSavePoint();
        boolean staged = false;
        try {
            @Nullable T answer = operation.stage(this);
            staged = true;
            return answer;
        } finally {
            if (staged) {
                batch.popSavePoint();
            } else {
                batch.rollbackToSavePoint();
            }
        }
    }

    boolean isEmpty() {
        return batch.count() == 0;
    }

    /** Writes what was staged and begins anew. */
    void write(boolean sync) throws IOException, RocksDBException {
        database.write(batch, sync);
        batch.clear();
    }

    @Override
    public void close() {
        batch.close();
    }

    private static final class LeastRecentlyUsed<K, V> extends LinkedHashMap<K, V> {

        private static final long serialVersionUID = 1L;
        private final int capacity;

        LeastRecentlyUsed(int capacity) {
            super(16, 0.75f, true);
            this.capacity = capacity;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > capacity;
        }
    }
}
