package dev.restante.persistence.postgres;

import dev.restante.persistence.DamagedRowException;
import dev.restante.persistence.format.Keys;
import dev.restante.persistence.format.Seal;
import dev.restante.persistence.format.StoredRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads a log in order, page by page, and finds what is missing or damaged. */
final class LogPages {

    private static final int PAGE_RECORDS = 1_000;

    /** A page ends with the record that exceeds this, so that the records of a page fit into memory. */
    private static final int PAGE_BYTES = 8 << 20;

    private record Row(long sequenceNr, byte[] record) {}

    private final String trimmedTo;
    private final String page;

    LogPages(Tables tables) {
        trimmedTo = tables.in("SELECT trimmed_to FROM {schema}.log_end WHERE persistence_id = ?");
        page = tables.in("""
                SELECT sequence_nr, record FROM (
                    SELECT sequence_nr, record,
                        sum(octet_length(record)) OVER (ORDER BY sequence_nr ROWS UNBOUNDED PRECEDING)
                            - octet_length(record) AS bytes_before
                    FROM {schema}.log_record
                    WHERE persistence_id = ? AND sequence_nr BETWEEN ? AND ?
                    ORDER BY sequence_nr LIMIT ?
                ) AS first_rows WHERE bytes_before <= ? ORDER BY sequence_nr""");
    }

    /**
     * Hands the records from {@code from} to {@code to} (both included) to {@code reader} until that returns false. Deleted ones are left
     * out; any other that is missing fails the replay, because state computed without it would be wrong.
     */
    void replay(ConnectionPool pool, String persistenceId, long from, long to, Predicate<StoredRecord> reader)
            throws SQLException {
        long next = Math.max(from, trimmedTo(pool, persistenceId) + 1);
        while (next <= to) {
            List<Row> rows = page(pool, persistenceId, next, to);
            if (rows.isEmpty()) {
                throw missing(persistenceId, next, "the log has nothing after it, but should go on to " + to);
            }
            for (Row row : rows) {
                if (row.sequenceNr() != next) {
                    throw missing(persistenceId, next, "the next one is " + row.sequenceNr());
                }
                if (!reader.test(open(persistenceId, row))) {
                    return;
                }
                next++;
            }
        }
    }

    private long trimmedTo(ConnectionPool pool, String persistenceId) throws SQLException {
        try (Connection connection = pool.connection();
                PreparedStatement statement = connection.prepareStatement(trimmedTo)) {
            statement.setString(1, persistenceId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private List<Row> page(ConnectionPool pool, String persistenceId, long from, long to) throws SQLException {
        try (Connection connection = pool.connection();
                PreparedStatement statement = connection.prepareStatement(page)) {
            statement.setString(1, persistenceId);
            statement.setLong(2, from);
            statement.setLong(3, to);
            statement.setInt(4, PAGE_RECORDS);
            statement.setInt(5, PAGE_BYTES);
            List<Row> rows = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(new Row(found.getLong(1), found.getBytes(2)));
                }
            }
            return rows;
        }
    }

    private static StoredRecord open(String persistenceId, Row row) {
        byte[] key = Keys.numbered(persistenceId, row.sequenceNr());
        return new StoredRecord(
                row.sequenceNr(), Seal.open(key, row.record(), () -> name(persistenceId, row.sequenceNr())));
    }

    private static DamagedRowException missing(String persistenceId, long sequenceNr, String found) {
        return new DamagedRowException(name(persistenceId, sequenceNr) + " is missing: " + found);
    }

    private static String name(String persistenceId, long sequenceNr) {
        return "The record with sequence number " + sequenceNr + " of persistence id " + persistenceId;
    }
}
