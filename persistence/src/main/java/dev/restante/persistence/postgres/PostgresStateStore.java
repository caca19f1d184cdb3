package dev.restante.persistence.postgres;

import dev.restante.persistence.calls.BoundedCalls;
import dev.restante.store.Row;
import dev.restante.store.RowChange;
import dev.restante.store.StateStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * State rows in PostgreSQL. Changes of one partition take their turn in one lane, which keeps them in the order of their calls; each is a
 * transaction that checks the epoch, so a write is durable when it completes.
 */
final class PostgresStateStore implements StateStore {

    private static final int MAX_KEYS = 10_000;

    /** A read in a database. */
    @FunctionalInterface
    private interface Reading {

        List<Row> from(Connection connection) throws SQLException;
    }

    private final PostgresStore store;
    private final RowTable table;
    private final StateChange.Fence fence;
    private final BoundedCalls calls;

    PostgresStateStore(PostgresStore store) {
        this.store = store;
        this.table = new RowTable(store.tables());
        this.fence = new StateChange.Fence(store.tables());
        PostgresSettings.Calls limit = store.settings().stateStore();
        this.calls = new BoundedCalls(
                "restante-postgres-reader",
                limit.readers(),
                limit.maxPending(),
                "restante.postgres.state-store.max-pending");
    }

    @Override
    public CompletionStage<Void> claim(int partition, long epoch) {
        return change(new StateChange.Claim(fence, partition, epoch));
    }

    @Override
    public CompletionStage<Void> write(int partition, long epoch, List<RowChange> changes) {
        RowBatch batch = RowBatch.of(changes);
        return change(new StateChange.Write(fence, table, partition, epoch, batch, batch.bytes()));
    }

    @Override
    public CompletionStage<Void> sync(int partition, long epoch) {
        return change(new StateChange.Sync(fence, partition, epoch));
    }

    private CompletionStage<Void> change(StateChange change) {
        return calls.begin(() -> store.rowLane(change.partition()).submit(change));
    }

    @Override
    public CompletionStage<List<Row>> read(int partition, List<byte[]> keys) {
        if (keys.size() > MAX_KEYS) {
            return CompletableFuture.failedFuture(new IllegalArgumentException(
                    "At most " + MAX_KEYS + " keys can be read at a time, not " + keys.size()));
        }
        List<byte[]> wanted = List.copyOf(keys);
        return reading(
                "reading " + keys.size() + " rows of partition " + partition,
                connection -> table.read(connection, partition, wanted));
    }

    @Override
    public CompletionStage<List<Row>> scan(int partition, byte[] from, byte[] to, int maxRows, int maxBytes) {
        return reading(
                "scanning rows of partition " + partition,
                connection -> table.scan(connection, partition, from, to, maxRows, maxBytes));
    }

    private CompletionStage<List<Row>> reading(String name, Reading reading) {
        return calls.run(() -> {
            try (Connection connection = store.pool().connection()) {
                return reading.from(connection);
            } catch (SQLException e) {
                throw SqlFailure.ofRead(name, e);
            }
        });
    }

    /** Waits for what is in progress. */
    @Override
    public void close() {
        calls.close();
    }
}
