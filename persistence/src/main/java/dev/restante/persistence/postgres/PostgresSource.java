package dev.restante.persistence.postgres;

import com.typesafe.config.Config;
import dev.restante.persistence.StoreUnusableException;
import dev.restante.persistence.format.Keys;
import dev.restante.persistence.format.Seal;
import dev.restante.persistence.transfer.StoreSource;
import dev.restante.persistence.transfer.StoredItem;
import dev.restante.persistence.transfer.StoredItem.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The store in a schema of PostgreSQL as it is at one moment, in one transaction that reads only. Nodes may go on meanwhile. */
public final class PostgresSource implements StoreSource {

    /** Rows that are fetched at once; the largest have some MiB. */
    private static final int FETCH = 32;

    /** A tenth of a second apart: a session that was closed is to be seen for a moment longer. */
    private static final int LOOKS = 20;

    private final Connection connection;
    private final Tables tables;
    private final boolean owned;

    private PostgresSource(Connection connection, Tables tables, boolean owned) {
        this.connection = connection;
        this.tables = tables;
        this.owned = owned;
    }

    /**
     * Opens the store at the settings under {@code restante.postgres}; brings its schema up to date before.
     *
     * @throws StoreUnusableException when it cannot be used
     */
    public static PostgresSource open(Config config) {
        return open(PostgresSettings.from(config), connection -> {});
    }

    /**
     * As {@link #open(Config)}, of a store that no node uses, so that all it ever takes is in it.
     *
     * @throws StoreUnusableException also when a node is connected
     */
    public static PostgresSource openUnused(Config config) {
        PostgresSettings settings = PostgresSettings.from(config);
        return open(settings, connection -> requireUnused(connection, settings));
    }

    /** Looks at the server before the moment that is read. */
    private interface Precondition {
        void require(Connection connection) throws SQLException;
    }

    private static PostgresSource open(PostgresSettings settings, Precondition precondition) {
        ServerCheck.require(settings);
        Schema.migrate(settings);
        try {
            Connection connection =
                    DriverManager.getConnection(settings.server().jdbcUrl(), ConnectionPool.login(settings));
            try {
                precondition.require(connection);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                connection.setReadOnly(true);
                connection.setAutoCommit(false);
                return new PostgresSource(connection, new Tables(settings.schema()), true);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw unusable(settings, e);
        }
    }

    private static StoreUnusableException unusable(PostgresSettings settings, SQLException e) {
        return new StoreUnusableException(
                "PostgreSQL at " + settings.server() + " cannot be used: " + SqlFailure.message(e), e);
    }

    /** What was written by a transaction that is still open on {@code connection}, which is left to its owner. */
    static PostgresSource within(Connection connection, Tables tables) {
        return new PostgresSource(connection, tables, false);
    }

    private static void requireUnused(Connection connection, PostgresSettings settings) throws SQLException {
        int sessions = sessions(connection, settings);
        for (int look = 1; sessions > 0 && look < LOOKS; look++) {
            try (Statement pause = connection.createStatement()) {
                pause.execute("SELECT pg_sleep(0.1)");
            }
            sessions = sessions(connection, settings);
        }
        if (sessions > 0) {
            throw new StoreUnusableException("Nodes are connected to the schema " + settings.schema() + " at "
                    + settings.server() + " (" + sessions
                    + " sessions), and would go on with what is left behind. Stop all of them first.");
        }
    }

    private static int sessions(Connection connection, PostgresSettings settings) throws SQLException {
        String question = "SELECT count(*) FROM pg_stat_activity WHERE application_name = ? AND pid <> pg_backend_pid()"
                + " AND datname = current_database()";
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setString(1, ConnectionPool.applicationName(settings.schema()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    @Override
    public void read(Reader reader) throws IOException {
        try {
            requireEnds();
            read(
                    "SELECT persistence_id, trimmed_to FROM {schema}.log_end WHERE trimmed_to > 0",
                    row -> {
                        byte[] key = Keys.trimmed(row.getString(1));
                        return new StoredItem(Part.MARK, key, sealed(key, row.getLong(2)));
                    },
                    reader);
            read(
                    "SELECT partition, epoch FROM {schema}.state_owner WHERE epoch > 0",
                    row -> {
                        byte[] key = Keys.epoch(row.getInt(1));
                        return new StoredItem(Part.MARK, key, sealed(key, row.getLong(2)));
                    },
                    reader);
            read(
                    "SELECT persistence_id, sequence_nr, record FROM {schema}.log_record",
                    row -> new StoredItem(
                            Part.RECORD, Keys.numbered(row.getString(1), row.getLong(2)), row.getBytes(3)),
                    reader);
            read(
                    "SELECT persistence_id, sequence_nr, content FROM {schema}.checkpoint",
                    row -> new StoredItem(
                            Part.CHECKPOINT, Keys.numbered(row.getString(1), row.getLong(2)), row.getBytes(3)),
                    reader);
            read(
                    "SELECT partition, key, value FROM {schema}.state_row",
                    row -> new StoredItem(Part.ROW, Keys.state(row.getInt(1), row.getBytes(2)), row.getBytes(3)),
                    reader);
        } catch (SQLException e) {
            throw new IOException("PostgreSQL: " + SqlFailure.message(e), e);
        }
    }

    /** What is known of a log's end has to follow from its records, since the copy knows it by them. */
    private void requireEnds() throws SQLException {
        List<String> wrong = new ArrayList<>();
        String question = tables.in("""
                SELECT e.persistence_id FROM {schema}.log_end e WHERE highest <> greatest(trimmed_to, (
                    SELECT max(sequence_nr) FROM {schema}.log_record r WHERE r.persistence_id = e.persistence_id))""");
        try (PreparedStatement statement = connection.prepareStatement(question);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                wrong.add(rows.getString(1));
            }
        }
        if (!wrong.isEmpty()) {
            throw new StoreUnusableException("The store is damaged: the end of these logs is missing: "
                    + String.join(", ", wrong) + ". Nothing was copied. Restore a backup of the database.");
        }
    }

    /** Makes an item of a row. */
    private interface Form {
        StoredItem of(ResultSet row) throws SQLException;
    }

    private void read(String question, Form form, Reader reader) throws SQLException, IOException {
        try (PreparedStatement statement = connection.prepareStatement(tables.in(question))) {
            statement.setFetchSize(FETCH);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.take(form.of(rows));
                }
            }
        }
    }

    private static byte[] sealed(byte[] key, long number) {
        return Seal.of(key, ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    @Override
    public void close() {
        if (owned) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw SqlFailure.ofRead("ending the transaction that read the store", e);
            }
        }
    }
}
