package dev.restante.persistence.postgres;

import dev.restante.persistence.StaleWriterException;
import dev.restante.persistence.format.LogRun;
import dev.restante.persistence.format.StoredRow;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What changes the logs. Each statement commits by itself, so a client that freezes in the middle holds no lock.
 *
 * <p>Whoever moves the end of a log holds its row until the commit, and whoever asks for it waits for that. So an owner that comes after one
 * whose last write is still under way, even unknown to its own client, either counts that write or is refused by it.
 */
final class LogTable {

    private final String begin;
    private final String append;
    private final String ends;
    private final String highest;
    private final String trim;

    LogTable(Tables tables) {
        begin = tables.in("""
                INSERT INTO {schema}.log_end (persistence_id, highest, trimmed_to)
                SELECT persistence_id, 0, 0 FROM unnest(?) AS begun (persistence_id)
                ON CONFLICT DO NOTHING""");
        // The update looks again at a row that it had to wait for, and leaves it alone if its end has moved meanwhile.
        append = tables.in("""
                WITH moved AS (
                    UPDATE {schema}.log_end e SET highest = wanted.last
                    FROM unnest(?, ?, ?) AS wanted (persistence_id, first, last)
                    WHERE e.persistence_id = wanted.persistence_id AND e.highest = wanted.first - 1
                    RETURNING e.persistence_id
                ), stored AS (
                    INSERT INTO {schema}.log_record (persistence_id, sequence_nr, record)
                    SELECT offered.* FROM unnest(?, ?, ?) AS offered (persistence_id, sequence_nr, record)
                    WHERE offered.persistence_id IN (SELECT persistence_id FROM moved)
                )
                SELECT persistence_id FROM moved""");
        ends = tables.in("SELECT persistence_id, highest FROM {schema}.log_end WHERE persistence_id = ANY (?)");
        highest = tables.in("SELECT highest FROM {schema}.log_end WHERE persistence_id = ? FOR SHARE");
        trim = tables.in("""
                WITH trimming AS (
                    SELECT persistence_id, trimmed_to AS after, least(?, highest) AS through FROM {schema}.log_end
                    WHERE persistence_id = ? AND trimmed_to < least(?, highest) FOR NO KEY UPDATE
                ), marked AS (
                    UPDATE {schema}.log_end e SET trimmed_to = trimming.through FROM trimming
                    WHERE e.persistence_id = trimming.persistence_id
                )
                DELETE FROM {schema}.log_record r USING trimming WHERE r.persistence_id = trimming.persistence_id
                AND r.sequence_nr > trimming.after AND r.sequence_nr <= trimming.through""");
    }

    /**
     * Appends to logs that are all different, in one commit.
     *
     * @return why those were refused that do not follow the end of their log; the others are committed
     */
    Map<String, StaleWriterException> append(Connection connection, List<LogRun> runs) throws SQLException {
        List<LogRun> begun = runs.stream().filter(run -> run.first() == 1).toList();
        if (!begun.isEmpty()) {
            begin(connection, begun);
        }
        Set<String> moved = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(append)) {
            setEnds(statement, runs);
            setRecords(statement, runs);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    moved.add(rows.getString(1));
                }
            }
        }
        List<LogRun> refused = runs.stream()
                .filter(run -> !moved.contains(run.persistenceId()))
                .toList();
        return refused.isEmpty() ? Map.of() : refusals(connection, refused);
    }

    private void begin(Connection connection, List<LogRun> runs) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(begin)) {
            statement.setArray(1, ids(connection, runs));
            statement.executeUpdate();
        }
    }

    private static void setEnds(PreparedStatement statement, List<LogRun> runs) throws SQLException {
        Connection connection = statement.getConnection();
        statement.setArray(1, ids(connection, runs));
        statement.setArray(2, numbers(connection, runs.stream().map(LogRun::first)));
        statement.setArray(3, numbers(connection, runs.stream().map(LogRun::last)));
    }

    private static void setRecords(PreparedStatement statement, List<LogRun> runs) throws SQLException {
        List<String> ids = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        List<byte[]> records = new ArrayList<>();
        for (LogRun run : runs) {
            long number = run.first();
            for (StoredRow row : run.rows()) {
                ids.add(run.persistenceId());
                numbers.add(number++);
                records.add(row.row());
            }
        }
        Connection connection = statement.getConnection();
        statement.setArray(4, connection.createArrayOf("text", ids.toArray()));
        statement.setArray(5, numbers(connection, numbers.stream()));
        statement.setArray(6, connection.createArrayOf("bytea", records.toArray(byte[][]::new)));
    }

    private static Array ids(Connection connection, List<LogRun> runs) throws SQLException {
        return connection.createArrayOf(
                "text", runs.stream().map(LogRun::persistenceId).toArray());
    }

    private static Array numbers(Connection connection, Stream<Long> numbers) throws SQLException {
        return connection.createArrayOf("bigint", numbers.toArray());
    }

    private Map<String, StaleWriterException> refusals(Connection connection, List<LogRun> refused)
            throws SQLException {
        Map<String, Long> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(ends)) {
            statement.setArray(1, ids(connection, refused));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        Map<String, StaleWriterException> refusals = new LinkedHashMap<>();
        for (LogRun run : refused) {
            String id = run.persistenceId();
            refusals.put(id, new StaleWriterException(id, found.getOrDefault(id, 0L), run.first()));
        }
        return refusals;
    }

    /** How far a log goes, writes under way included. */
    Long highest(Connection connection, String persistenceId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(highest)) {
            statement.setString(1, persistenceId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0L;
            }
        }
    }

    /** Deletes the beginning of a log, up to {@code to} (included). Its end stays known. */
    void trim(Connection connection, String persistenceId, long to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(trim)) {
            statement.setLong(1, to);
            statement.setString(2, persistenceId);
            statement.setLong(3, to);
            statement.executeUpdate();
        }
    }
}
