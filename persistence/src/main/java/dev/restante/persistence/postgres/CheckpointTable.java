package dev.restante.persistence.postgres;

import dev.restante.persistence.format.Keys;
import dev.restante.persistence.format.StoredRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.jspecify.annotations.Nullable;

/**
 * Where checkpoints are. They need no fence of their own: a partition saves one of a record that it has committed, after rows that the fence
 * of the rows let through, so one that a replaced owner still saves is true, and older than any of its successor.
 */
final class CheckpointTable {

    private static final String SELECTED =
            " WHERE persistence_id = ? AND sequence_nr BETWEEN ? AND ? AND taken_at BETWEEN ? AND ?";

    private final String save;
    private final String latest;
    private final String delete;

    CheckpointTable(Tables tables) {
        save = tables.in("""
                INSERT INTO {schema}.checkpoint (persistence_id, sequence_nr, taken_at, content) VALUES (?, ?, ?, ?)
                ON CONFLICT (persistence_id, sequence_nr)
                DO UPDATE SET taken_at = excluded.taken_at, content = excluded.content""");
        latest = tables.in("SELECT sequence_nr, content FROM {schema}.checkpoint" + SELECTED
                + " ORDER BY sequence_nr DESC LIMIT 1");
        delete = tables.in("DELETE FROM {schema}.checkpoint" + SELECTED);
    }

    /** The latest that matches, with the key that its seal covers. */
    Optional<StoredRow> latest(Connection connection, String persistenceId, SnapshotSelectionCriteria criteria)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(latest)) {
            select(statement, persistenceId, criteria);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new StoredRow(Keys.numbered(persistenceId, row.getLong(1)), row.getBytes(2)))
                        : Optional.empty();
            }
        }
    }

    private static void select(PreparedStatement statement, String persistenceId, SnapshotSelectionCriteria criteria)
            throws SQLException {
        statement.setString(1, persistenceId);
        statement.setLong(2, criteria.minSequenceNr());
        statement.setLong(3, criteria.maxSequenceNr());
        statement.setLong(4, criteria.minTimestamp());
        statement.setLong(5, criteria.maxTimestamp());
    }

    /** Saves a checkpoint, in the place of any at the same number. */
    record Save(CheckpointTable table, SnapshotMetadata metadata, byte[] content) implements Work<Void> {

        @Override
        public String name() {
            return "saving the snapshot at " + metadata.sequenceNr() + " of persistence id " + metadata.persistenceId();
        }

        @Override
        public long bytes() {
            return content.length;
        }

        @Override
        public @Nullable Void run(Connection connection) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(table.save)) {
                statement.setString(1, metadata.persistenceId());
                statement.setLong(2, metadata.sequenceNr());
                statement.setLong(3, metadata.timestamp());
                statement.setBytes(4, content);
                statement.executeUpdate();
                return null;
            }
        }
    }

    /** Deletes all that match. */
    record Delete(CheckpointTable table, String persistenceId, SnapshotSelectionCriteria criteria)
            implements Work<Void> {

        @Override
        public String name() {
            return "deleting snapshots of persistence id " + persistenceId;
        }

        @Override
        public long bytes() {
            return persistenceId.length();
        }

        @Override
        public @Nullable Void run(Connection connection) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(table.delete)) {
                select(statement, persistenceId, criteria);
                statement.executeUpdate();
                return null;
            }
        }
    }
}
