package dev.restante.persistence.postgres;

import dev.restante.persistence.format.Keys;
import dev.restante.persistence.format.Seal;
import dev.restante.store.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where the partitions' rows are: reads and changes of them, without the fence. */
final class RowTable {

    /** Rows that one statement sets, in bytes of keys and values: it bounds what is held in memory here and there. */
    private static final int STATEMENT_BYTES = 4 << 20;

    private final String read;
    private final String scan;
    private final String deleteRange;
    private final String delete;
    private final String put;

    RowTable(Tables tables) {
        read = tables.in("SELECT key, value FROM {schema}.state_row WHERE partition = ? AND key = ANY (?)");
        // Bytes are those of the content: whoever reads the page tells from them whether it is the last.
        String bytes = "octet_length(key) + octet_length(value) - " + Seal.OVERHEAD;
        scan = tables.in("""
                SELECT key, value FROM (
                    SELECT key, value, %s AS bytes,
                        sum(%s) OVER (ORDER BY key ROWS UNBOUNDED PRECEDING) AS bytes_so_far
                    FROM {schema}.state_row WHERE partition = ? AND key >= ? AND key < ? ORDER BY key LIMIT ?
                ) AS first_rows WHERE bytes_so_far - bytes <= ? ORDER BY key""".formatted(bytes, bytes));
        deleteRange = tables.in("DELETE FROM {schema}.state_row WHERE partition = ? AND key >= ? AND key < ?");
        delete = tables.in("DELETE FROM {schema}.state_row WHERE partition = ? AND key = ANY (?)");
        put = tables.in("""
                INSERT INTO {schema}.state_row (partition, key, value)
                SELECT ?, key, value FROM unnest(?, ?) AS offered (key, value)
                ON CONFLICT (partition, key) DO UPDATE SET value = excluded.value""");
    }

    /** The rows that exist among {@code keys}, in the order of {@code keys}. */
    List<Row> read(Connection connection, int partition, List<byte[]> keys) throws SQLException {
        Map<byte[], Row> found = new TreeMap<>(Arrays::compareUnsigned);
        try (PreparedStatement statement = connection.prepareStatement(read)) {
            statement.setInt(1, partition);
            statement.setArray(2, connection.createArrayOf("bytea", keys.toArray(byte[][]::new)));
            for (Row row : rows(statement, partition)) {
                found.put(row.key(), row);
            }
        }
        return keys.stream()
                .map(found::get)
                .flatMap(row -> Optional.ofNullable(row).stream())
                .toList();
    }

    /** The first rows of a range, up to and with the one whose bytes exceed {@code maxBytes}. */
    List<Row> scan(Connection connection, int partition, byte[] from, byte[] to, int maxRows, int maxBytes)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(scan)) {
            statement.setInt(1, partition);
            statement.setBytes(2, from);
            statement.setBytes(3, to);
            statement.setInt(4, maxRows);
            statement.setInt(5, maxBytes);
            return rows(statement, partition);
        }
    }

    private static List<Row> rows(PreparedStatement statement, int partition) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                rows.add(open(partition, found.getBytes(1), found.getBytes(2)));
            }
        }
        return rows;
    }

    private static Row open(int partition, byte[] key, byte[] value) {
        byte[] content = Seal.content(
                Keys.state(partition, key),
                value,
                () -> "The state row " + HexFormat.of().formatHex(key) + " of partition " + partition);
        return new Row(key, content);
    }

    void change(Connection connection, int partition, RowBatch batch) throws SQLException {
        if (!batch.ranges().isEmpty()) {
            deleteRanges(connection, partition, batch);
        }
        List<byte[]> removed = batch.removed();
        if (!removed.isEmpty()) {
            delete(connection, partition, removed);
        }
        put(connection, partition, batch);
    }

    private void deleteRanges(Connection connection, int partition, RowBatch batch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(deleteRange)) {
            for (var range : batch.ranges()) {
                statement.setInt(1, partition);
                statement.setBytes(2, range.from());
                statement.setBytes(3, range.to());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private void delete(Connection connection, int partition, List<byte[]> keys) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            statement.setInt(1, partition);
            statement.setArray(2, connection.createArrayOf("bytea", keys.toArray(byte[][]::new)));
            statement.executeUpdate();
        }
    }

    private void put(Connection connection, int partition, RowBatch batch) throws SQLException {
        List<byte[]> keys = new ArrayList<>();
        List<byte[]> values = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<byte[], Optional<byte[]>> row : batch.rows().entrySet()) {
            if (row.getValue().isPresent()) {
                byte[] value = Seal.of(
                        Keys.state(partition, row.getKey()), row.getValue().get());
                keys.add(row.getKey());
                values.add(value);
                bytes += row.getKey().length + value.length;
                if (bytes >= STATEMENT_BYTES) {
                    put(connection, partition, keys, values);
                    keys.clear();
                    values.clear();
                    bytes = 0;
                }
            }
        }
        if (!keys.isEmpty()) {
            put(connection, partition, keys, values);
        }
    }

    private void put(Connection connection, int partition, List<byte[]> keys, List<byte[]> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(put)) {
            statement.setInt(1, partition);
            statement.setArray(2, connection.createArrayOf("bytea", keys.toArray(byte[][]::new)));
            statement.setArray(3, connection.createArrayOf("bytea", values.toArray(byte[][]::new)));
            statement.executeUpdate();
        }
    }
}
