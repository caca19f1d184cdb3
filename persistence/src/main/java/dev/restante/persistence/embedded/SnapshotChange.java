package dev.restante.persistence.embedded;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** Saves or deletes snapshots. */
sealed interface SnapshotChange extends Operation<Void> {

    @Override
    default boolean durable() {
        return true;
    }

    record Save(byte[] key, byte[] row) implements SnapshotChange {

        @Override
        public long bytes() {
            return (long) key.length + row.length;
        }

        @Override
        public @Nullable Void stage(Group group) throws RocksDBException {
            group.put(Column.SNAPSHOT, key, row);
            return null;
        }
    }

    record Delete(List<byte[]> keys) implements SnapshotChange {

        @Override
        public long bytes() {
            return keys.stream().mapToLong(key -> key.length).sum();
        }

        @Override
        public @Nullable Void stage(Group group) throws RocksDBException {
            for (byte[] key : keys) {
                group.delete(Column.SNAPSHOT, key);
            }
            return null;
        }
    }
}
