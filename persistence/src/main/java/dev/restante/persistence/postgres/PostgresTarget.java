package dev.restante.persistence.postgres;

import com.typesafe.config.Config;
import dev.restante.persistence.StoreUnusableException;
import dev.restante.persistence.format.Keys;
import dev.restante.persistence.format.Seal;
import dev.restante.persistence.transfer.StoreSource;
import dev.restante.persistence.transfer.StoreTarget;
import dev.restante.persistence.transfer.StoredItem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** An empty schema of PostgreSQL that becomes a store, in one transaction: all of it or nothing is there when it ends. */
public final class PostgresTarget implements StoreTarget {

    private static final int BATCH_ROWS = 1_000;
    private static final long BATCH_BYTES = 4L << 20;

    /** How far a log goes. */
    private record End(long highest, long trimmedTo) {

        static final End NONE = new End(0, 0);

        End with(long record) {
            return new End(Math.max(highest, record), trimmedTo);
        }

        End trimmed(long to) {
            return new End(Math.max(highest, to), to);
        }
    }

    private final Connection connection;
    private final Tables tables;
    private final Map<StoredItem.Part, PreparedStatement> inserts = new HashMap<>();
    private final Map<String, End> ends = new HashMap<>();
    private int batched;
    private long batchedBytes;

    private PostgresTarget(Connection connection, Tables tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /**
     * Opens the schema at the settings under {@code restante.postgres}; makes it if there is none. Locks it until this is closed.
     *
     * @throws StoreUnusableException when it cannot be used, is used, or holds anything
     */
    public static PostgresTarget open(Config config) {
        PostgresSettings settings = PostgresSettings.from(config);
        ServerCheck.require(settings);
        Schema.migrate(settings);
        Tables tables = new Tables(settings.schema());
        try {
            Connection connection =
                    DriverManager.getConnection(settings.server().jdbcUrl(), ConnectionPool.login(settings));
            try {
                connection.setAutoCommit(false);
                lock(connection, tables);
                requireEmpty(connection, tables, settings);
                return new PostgresTarget(connection, tables);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreUnusableException(
                    "The schema " + settings.schema() + " at " + settings.server() + " cannot be filled: "
                            + SqlFailure.message(e),
                    e);
        }
    }

    private static void lock(Connection connection, Tables tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(tables.in("LOCK TABLE {schema}.log_end, {schema}.log_record, {schema}.checkpoint,"
                    + " {schema}.state_owner, {schema}.state_row IN ACCESS EXCLUSIVE MODE NOWAIT"));
        }
    }

    private static void requireEmpty(Connection connection, Tables tables, PostgresSettings settings)
            throws SQLException {
        String question = tables.in("""
                SELECT EXISTS (SELECT FROM {schema}.log_end) OR EXISTS (SELECT FROM {schema}.log_record)
                    OR EXISTS (SELECT FROM {schema}.checkpoint) OR EXISTS (SELECT FROM {schema}.state_owner)
                    OR EXISTS (SELECT FROM {schema}.state_row)""");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            if (row.getBoolean(1)) {
                throw new StoreUnusableException(
                        "The schema " + settings.schema() + " at " + settings.server()
                                + " is not empty. Name another one with restante.postgres.schema, or drop it if it is of no use.");
            }
        }
    }

    @Override
    public void put(StoredItem item) throws IOException {
        try {
            add(item);
            batched++;
            batchedBytes += item.key().length + item.row().length;
            if (batched >= BATCH_ROWS || batchedBytes >= BATCH_BYTES) {
                flush();
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void add(StoredItem item) throws SQLException {
        switch (item.part()) {
            case MARK -> mark(item);
            case RECORD -> record(item);
            case CHECKPOINT -> checkpoint(item);
            case ROW -> row(item);
        }
    }

    private void mark(StoredItem item) throws SQLException {
        ByteBuffer key = ByteBuffer.wrap(item.key());
        long number = body(item).getLong();
        if (Keys.isEpoch(item.key())) {
            PreparedStatement insert =
                    insert(item.part(), "INSERT INTO {schema}.state_owner (partition, epoch) VALUES (?, ?)");
            insert.setInt(1, key.getInt(1));
            insert.setLong(2, number);
            insert.addBatch();
        } else {
            String id = new String(item.key(), 1, item.key().length - 1, StandardCharsets.UTF_8);
            ends.merge(id, End.NONE.trimmed(number), (there, mark) -> there.trimmed(number));
        }
    }

    private void record(StoredItem item) throws SQLException {
        String id = Keys.persistenceId(item.key());
        long number = Keys.sequenceNr(item.key());
        PreparedStatement insert = insert(
                item.part(), "INSERT INTO {schema}.log_record (persistence_id, sequence_nr, record) VALUES (?, ?, ?)");
        insert.setString(1, id);
        insert.setLong(2, number);
        insert.setBytes(3, item.row());
        insert.addBatch();
        ends.put(id, ends.getOrDefault(id, End.NONE).with(number));
    }

    private void checkpoint(StoredItem item) throws SQLException {
        PreparedStatement insert = insert(
                item.part(),
                "INSERT INTO {schema}.checkpoint (persistence_id, sequence_nr, taken_at, content) VALUES (?, ?, ?, ?)");
        insert.setString(1, Keys.persistenceId(item.key()));
        insert.setLong(2, Keys.sequenceNr(item.key()));
        // A snapshot begins with the time when it was taken: see SnapshotFormat.
        insert.setLong(3, body(item).getLong());
        insert.setBytes(4, item.row());
        insert.addBatch();
    }

    private void row(StoredItem item) throws SQLException {
        PreparedStatement insert =
                insert(item.part(), "INSERT INTO {schema}.state_row (partition, key, value) VALUES (?, ?, ?)");
        insert.setInt(1, ByteBuffer.wrap(item.key()).getInt());
        insert.setBytes(2, Keys.withoutPartition(item.key()));
        insert.setBytes(3, item.row());
        insert.addBatch();
    }

    private static ByteBuffer body(StoredItem item) {
        return Seal.open(item.key(), item.row(), () -> "A row that is copied");
    }

    private PreparedStatement insert(StoredItem.Part part, String sql) throws SQLException {
        PreparedStatement known = inserts.get(part);
        if (known == null) {
            known = connection.prepareStatement(tables.in(sql));
            inserts.put(part, known);
        }
        return known;
    }

    private void flush() throws SQLException {
        for (PreparedStatement insert : inserts.values()) {
            insert.executeBatch();
        }
        batched = 0;
        batchedBytes = 0;
    }

    @Override
    public StoreSource written() throws IOException {
        try {
            flush();
            try (PreparedStatement insert = connection.prepareStatement(
                    tables.in("INSERT INTO {schema}.log_end (persistence_id, highest, trimmed_to) VALUES (?, ?, ?)"))) {
                for (Map.Entry<String, End> end : ends.entrySet()) {
                    insert.setString(1, end.getKey());
                    insert.setLong(2, end.getValue().highest);
                    insert.setLong(3, end.getValue().trimmedTo);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            return PostgresSource.within(connection, tables);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void complete() throws IOException {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static IOException failed(SQLException e) {
        return new IOException("PostgreSQL: " + SqlFailure.message(e), e);
    }

    /** Without a commit PostgreSQL undoes what was done. */
    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
