package dev.restante.persistence.postgres;

import dev.restante.persistence.StoreOverloadedException;
import dev.restante.store.Row;
import dev.restante.store.RowChange;
import dev.restante.store.StateStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

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
    private final PostgresSettings.Calls limit;
    private final Semaphore free;
    private final ExecutorService readers;
    private final AtomicBoolean closed = new AtomicBoolean();

    PostgresStateStore(PostgresStore store) {
        this.store = store;
        this.table = new RowTable(store.tables());
        this.fence = new StateChange.Fence(store.tables());
        this.limit = store.settings().stateStore();
        this.free = new Semaphore(limit.maxPending());
        AtomicInteger number = new AtomicInteger();
        // Its queue is bounded by the calls that are let in.
        this.readers = Executors.newFixedThreadPool(limit.readers(), task -> {
            Thread thread = new Thread(task, "restante-postgres-reader-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
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
        return admitted(() -> store.rowLane(change.partition()).submit(change));
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
        return admitted(() -> {
            CompletableFuture<List<Row>> outcome = new CompletableFuture<>();
            readers.execute(() -> read(name, reading, outcome));
            return outcome;
        });
    }

    private void read(String name, Reading reading, CompletableFuture<List<Row>> outcome) {
        try (Connection connection = store.pool().connection()) {
            outcome.complete(reading.from(connection));
        } catch (SQLException e) {
            outcome.completeExceptionally(SqlFailure.ofRead(name, e));
        } catch (RuntimeException | Error e) {
            // An error too must end the call, or closing would wait for it for ever.
            outcome.completeExceptionally(e);
        }
    }

    private <T> CompletionStage<T> admitted(Supplier<CompletionStage<T>> call) {
        if (closed.get() || !free.tryAcquire()) {
            return CompletableFuture.failedFuture(refusal());
        }
        CompletionStage<T> outcome = call.get();
        outcome.whenComplete((answer, failure) -> free.release());
        return outcome;
    }

    private RuntimeException refusal() {
        return closed.get()
                ? new IllegalStateException("The state store is closed")
                : new StoreOverloadedException("More than " + limit.maxPending()
                        + " calls of the state store are in progress (restante.postgres.state-store.max-pending)");
    }

    /** Waits for what is in progress. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            free.acquireUninterruptibly(limit.maxPending());
            readers.shutdown();
        }
    }
}
