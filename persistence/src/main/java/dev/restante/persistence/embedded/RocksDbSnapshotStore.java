package dev.restante.persistence.embedded;

import com.typesafe.config.Config;
import dev.restante.persistence.DamagedRowException;
import dev.restante.persistence.format.Keys;
import dev.restante.persistence.format.SnapshotFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.persistence.snapshot.japi.SnapshotStore;
import org.apache.pekko.serialization.SerializationExtension;
import org.rocksdb.RocksDBException;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;

/**
 * Pekko's snapshot store on the embedded store, at {@code restante.embedded.snapshot-store}. Pekko creates it.
 *
 * <p>A save or deletion is answered when it is durable. A damaged snapshot fails the loading; an older one is not taken in its place,
 * because the log that would lead on from there may be deleted.
 */
public final class RocksDbSnapshotStore extends SnapshotStore {

    private final EmbeddedStore store;
    private final SnapshotFormat format;
    private final Executor readers;

    /** Opens the store of this actor system, unless that was done. */
    public RocksDbSnapshotStore(Config config) {
        store = EmbeddedStorage.get(context().system()).store();
        format = new SnapshotFormat(SerializationExtension.get(context().system()));
        readers = context().system().dispatchers().lookup(config.getString("replay-dispatcher"));
    }

    @Override
    public Future<Optional<SelectedSnapshot>> doLoadAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
        return FutureConverters.asScala(CompletableFuture.supplyAsync(() -> latest(persistenceId, criteria), readers));
    }

    @Override
    public Future<Void> doSaveAsync(SnapshotMetadata metadata, Object snapshot) {
        return FutureConverters.asScala(CompletableFuture.supplyAsync(() -> format.store(metadata, snapshot), readers)
                .thenCompose(saved -> store.submit(new SnapshotChange.Save(saved.key(), saved.row()))));
    }

    @Override
    public Future<Void> doDeleteAsync(SnapshotMetadata metadata) {
        return deleteMatching(metadata.persistenceId(), SnapshotFormat.only(metadata));
    }

    @Override
    public Future<Void> doDeleteAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
        return deleteMatching(persistenceId, criteria);
    }

    private Future<Void> deleteMatching(String persistenceId, SnapshotSelectionCriteria criteria) {
        return FutureConverters.asScala(CompletableFuture.supplyAsync(() -> matching(persistenceId, criteria), readers)
                .thenCompose(keys -> store.submit(new SnapshotChange.Delete(keys))));
    }

    private Optional<SelectedSnapshot> latest(String persistenceId, SnapshotSelectionCriteria criteria) {
        List<SelectedSnapshot> found = new ArrayList<>(1);
        backwards(persistenceId, criteria, row -> {
            found.add(format.load(persistenceId, row.key(), row.row()));
            return false;
        });
        return found.stream().findFirst();
    }

    private List<byte[]> matching(String persistenceId, SnapshotSelectionCriteria criteria) {
        List<byte[]> keys = new ArrayList<>();
        backwards(persistenceId, criteria, row -> keys.add(row.key()));
        return keys;
    }

    private record StoredSnapshot(byte[] key, byte[] row) {}

    /** Hands the snapshots that match to {@code reader}, the latest first, until it returns false. */
    private void backwards(String persistenceId, SnapshotSelectionCriteria criteria, Predicate<StoredSnapshot> reader) {
        byte[] from = Keys.numbered(persistenceId, criteria.minSequenceNr());
        // One more than the highest number is negative, which as unsigned comes after all.
        byte[] to = Keys.numbered(persistenceId, criteria.maxSequenceNr() + 1);
        try {
            store.read(view -> {
                try (RowCursor rows = view.rows(Column.SNAPSHOT, from, to)) {
                    boolean more = true;
                    while (more && rows.previous()) {
                        StoredSnapshot row = new StoredSnapshot(rows.key(), rows.value());
                        long timestamp = format.timestamp(persistenceId, row.key(), row.row());
                        more = timestamp < criteria.minTimestamp()
                                || timestamp > criteria.maxTimestamp()
                                || reader.test(row);
                    }
                }
                return null;
            });
        } catch (RocksDBException e) {
            throw new DamagedRowException(
                    "The snapshots of persistence id " + persistenceId + " cannot be read: " + e.getMessage(), e);
        }
    }
}
