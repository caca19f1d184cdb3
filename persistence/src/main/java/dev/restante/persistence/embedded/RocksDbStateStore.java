package dev.restante.persistence.embedded;

import dev.restante.engine.PartitionInspection;
import dev.restante.persistence.DamagedRowException;
import dev.restante.persistence.calls.BoundedCalls;
import dev.restante.persistence.format.Keys;
import dev.restante.persistence.format.Seal;
import dev.restante.store.Congestion;
import dev.restante.store.Row;
import dev.restante.store.RowChange;
import dev.restante.store.StateStore;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * State rows in the embedded store. Changes take their turn in the node's group commit, which keeps them in the order of their calls; one
 * that need not be durable at once shares the next commit's sync if there is one. Stages complete on threads of this store.
 */
final class RocksDbStateStore implements StateStore {

    private static final int MAX_KEYS = 10_000;

    private final EmbeddedStore store;
    private final BoundedCalls calls;

    RocksDbStateStore(EmbeddedStore store) {
        this.store = store;
        EmbeddedSettings.Calls limit = store.settings().stateStore();
        this.calls = new BoundedCalls(
                "restante-state-store",
                limit.threads(),
                limit.maxPending(),
                "restante.embedded.state-store.max-pending");
    }

    @Override
    public CompletionStage<Void> claim(int partition, long epoch) {
        return inLine(new StateChange.Claim(partition, epoch));
    }

    @Override
    public CompletionStage<Void> write(int partition, long epoch, List<RowChange> changes) {
        return inLine(StateChange.Write.of(partition, epoch, List.copyOf(changes)));
    }

    @Override
    public CompletionStage<Void> sync(int partition, long epoch) {
        return inLine(new StateChange.Sync(partition, epoch));
    }

    @Override
    public CompletionStage<List<Row>> read(int partition, List<byte[]> keys) {
        if (keys.size() > MAX_KEYS) {
            return CompletableFuture.failedFuture(new IllegalArgumentException(
                    "At most " + MAX_KEYS + " keys can be read at a time, not " + keys.size()));
        }
        List<byte[]> wanted = List.copyOf(keys);
        return reading(partition, view -> {
            List<byte[]> stored =
                    wanted.stream().map(key -> Keys.state(partition, key)).toList();
            List<byte @Nullable []> values = view.getAll(Column.STATE, stored);
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < stored.size(); i++) {
                byte[] value = values.get(i);
                if (value != null) {
                    rows.add(row(partition, stored.get(i), value));
                }
            }
            return rows;
        });
    }

    @Override
    public CompletionStage<List<Row>> scan(int partition, byte[] from, byte[] to, int maxRows, int maxBytes) {
        return reading(partition, view -> {
            List<Row> rows = new ArrayList<>();
            long bytes = 0;
            try (RowCursor cursor = view.rows(Column.STATE, Keys.state(partition, from), Keys.state(partition, to))) {
                while (rows.size() < maxRows && bytes <= maxBytes && cursor.next()) {
                    Row row = row(partition, cursor.key(), cursor.value());
                    bytes += row.key().length + row.value().length;
                    rows.add(row);
                }
            }
            return rows;
        });
    }

    private static Row row(int partition, byte[] stored, byte[] value) {
        byte[] key = Keys.withoutPartition(stored);
        byte[] content = Seal.content(
                stored,
                value,
                () -> "The state row " + HexFormat.of().formatHex(key) + " of partition " + partition + ", "
                        + PartitionInspection.nameOf(key) + ",");
        return new Row(key, content);
    }

    @Override
    public Optional<Congestion> congestion() {
        return store.congestion();
    }

    private <T> CompletionStage<T> inLine(Operation<T> operation) {
        return calls.beginAside(() -> store.submit(operation));
    }

    private <T> CompletionStage<T> reading(int partition, Database.Reading<T> reading) {
        return calls.run(() -> {
            try {
                return store.read(reading);
            } catch (RocksDBException e) {
                throw new DamagedRowException(
                        "State rows of partition " + partition + " cannot be read: " + e.getMessage(), e);
            }
        });
    }

    @Override
    public void close() {
        calls.close();
    }
}
