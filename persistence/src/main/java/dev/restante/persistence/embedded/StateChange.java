package dev.restante.persistence.embedded;

import dev.restante.persistence.format.Keys;
import dev.restante.persistence.format.Seal;
import dev.restante.store.RowChange;
import dev.restante.store.StaleEpochException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** What a partition's owner does in the state store. One with an epoch below the claimed one is refused. */
sealed interface StateChange extends Operation<Void> {

    int partition();

    long epoch();

    @Override
    default long bytes() {
        return Integer.BYTES + Long.BYTES;
    }

    /** Stages the change of an owner whose epoch was checked. */
    void stageChecked(Group group) throws RocksDBException;

    @Override
    default @Nullable Void stage(Group group) throws RocksDBException {
        long claimed = group.epoch(partition());
        if (epoch() < claimed) {
            throw new StaleEpochException(partition(), epoch(), claimed);
        }
        stageChecked(group);
        return null;
    }

    record Claim(int partition, long epoch) implements StateChange {

        @Override
        public boolean durable() {
            return true;
        }

        @Override
        public void stageChecked(Group group) throws RocksDBException {
            group.rows().claimed(partition);
            if (epoch == group.epoch(partition)) {
                return;
            }
            byte[] key = Keys.epoch(partition);
            byte[] body = ByteBuffer.allocate(Long.BYTES).putLong(epoch).array();
            group.put(Column.META, key, Seal.of(key, body));
            group.claim(partition, epoch);
        }
    }

    record Sync(int partition, long epoch) implements StateChange {

        @Override
        public boolean durable() {
            return true;
        }

        @Override
        public void stageChecked(Group group) {
            // The commit of the group syncs everything that was written before, as far as it is still there.
            group.rows().requireNoneLost(partition);
        }
    }

    record Write(int partition, long epoch, List<RowChange> changes, long bytes) implements StateChange {

        static Write of(int partition, long epoch, List<RowChange> changes) {
            return new Write(
                    partition,
                    epoch,
                    changes,
                    changes.stream().mapToLong(Write::bytesOf).sum());
        }

        private static long bytesOf(RowChange change) {
            if (change instanceof RowChange.Put put) {
                return (long) put.key().length + put.value().length;
            } else if (change instanceof RowChange.Delete delete) {
                return delete.key().length;
            } else if (change instanceof RowChange.DeleteRange range) {
                return (long) range.from().length + range.to().length;
            }
            throw new IllegalArgumentException("unknown change " + change);
        }

        @Override
        public boolean durable() {
            return false;
        }

        @Override
        public void stageChecked(Group group) throws RocksDBException {
            // After lost rows, later ones would be durable out of order.
            group.rows().requireNoneLost(partition);
            group.rows().written(partition);
            for (RowChange change : changes) {
                if (change instanceof RowChange.Put put) {
                    byte[] key = Keys.state(partition, put.key());
                    group.put(Column.STATE, key, Seal.of(key, put.value()));
                } else if (change instanceof RowChange.Delete delete) {
                    group.delete(Column.STATE, Keys.state(partition, delete.key()));
                } else if (change instanceof RowChange.DeleteRange range
                        && Arrays.compareUnsigned(range.from(), range.to()) < 0) {
                    group.deleteRange(
                            Column.STATE, Keys.state(partition, range.from()), Keys.state(partition, range.to()));
                }
            }
        }
    }
}
