package dev.restante.persistence.postgres;

import dev.restante.store.StaleEpochException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a partition's owner does in the state store, if it is the owner still. */
sealed interface StateChange extends Work<Void> {

    /** One that was never claimed admits any. */
    long UNCLAIMED = Long.MIN_VALUE;

    int partition();

    long epoch();

    Fence fence();

    /** Refuses an owner that was replaced. */
    default void requireOwner(long claimed) {
        if (epoch() < claimed) {
            throw new StaleEpochException(partition(), epoch(), claimed);
        }
    }

    /** One that is in a transaction with the check, so that nobody can become the owner in between. */
    sealed interface Fenced extends StateChange {

        void change(Connection connection) throws SQLException;

        @Override
        default @Nullable Void run(Connection connection) throws SQLException {
            connection.setAutoCommit(false);
            try {
                requireOwner(fence().hold(connection, partition()));
                change(connection);
                connection.commit();
                return null;
            } catch (RuntimeException e) {
                connection.rollback();
                throw e;
            }
            // After an SQLException the pool takes the connection back, and with it the transaction.
        }
    }

    /** The epochs of all partitions. */
    final class Fence {

        private final String look;
        private final String hold;
        private final String begin;
        private final String raise;

        Fence(Tables tables) {
            look = tables.in("SELECT epoch FROM {schema}.state_owner WHERE partition = ?");
            hold = look + " FOR UPDATE";
            begin = tables.in(
                    "INSERT INTO {schema}.state_owner (partition, epoch) VALUES (?, ?) ON CONFLICT DO NOTHING");
            raise = tables.in("UPDATE {schema}.state_owner SET epoch = ? WHERE partition = ?");
        }

        /** The claimed epoch, as it is now. */
        private long look(Connection connection, int partition) throws SQLException {
            return claimed(connection, look, partition).orElse(UNCLAIMED);
        }

        /** The claimed epoch, which nobody else can read or raise before the transaction ends. */
        private long hold(Connection connection, int partition) throws SQLException {
            OptionalLong claimed = claimed(connection, hold, partition);
            if (claimed.isPresent()) {
                return claimed.getAsLong();
            }
            execute(connection, begin, partition, UNCLAIMED);
            return hold(connection, partition);
        }

        private static OptionalLong claimed(Connection connection, String sql, int partition) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setInt(1, partition);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
                }
            }
        }

        private void raise(Connection connection, int partition, long epoch) throws SQLException {
            execute(connection, raise, epoch, partition);
        }

        private static void execute(Connection connection, String sql, long first, long second) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setLong(1, first);
                statement.setLong(2, second);
                statement.executeUpdate();
            }
        }
    }

    /** Makes {@code epoch} the lowest that may write. */
    record Claim(Fence fence, int partition, long epoch) implements Fenced {

        @Override
        public String name() {
            return "claiming partition " + partition + " for epoch " + epoch;
        }

        @Override
        public long bytes() {
            return Integer.BYTES + Long.BYTES;
        }

        @Override
        public void change(Connection connection) throws SQLException {
            fence.raise(connection, partition, epoch);
        }
    }

    /** Nothing is left to be done: every write before it in line is committed. So nothing is locked, which would cost a commit of its own. */
    record Sync(Fence fence, int partition, long epoch) implements StateChange {

        @Override
        public String name() {
            return "syncing the rows of partition " + partition;
        }

        @Override
        public long bytes() {
            return Integer.BYTES + Long.BYTES;
        }

        @Override
        public @Nullable Void run(Connection connection) throws SQLException {
            requireOwner(fence.look(connection, partition));
            return null;
        }
    }

    /** Changes rows. */
    record Write(Fence fence, RowTable table, int partition, long epoch, RowBatch batch, long bytes) implements Fenced {

        @Override
        public String name() {
            return "writing " + batch.rows().size() + " rows of partition " + partition;
        }

        @Override
        public void change(Connection connection) throws SQLException {
            table.change(connection, partition, batch);
        }
    }
}
