package dev.restante.pekko;

import com.typesafe.config.Config;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.dispatch.Futures;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.persistence.snapshot.japi.SnapshotStore;
import scala.concurrent.Future;

/** A snapshot store in {@link MemoryStorage}. */
final class MemorySnapshotStore extends SnapshotStore {

    private final MemoryStorage storage;

    MemorySnapshotStore(Config config) {
        this.storage = MemoryStorage.named(config.getString("storage"));
    }

    @Override
    public Future<Optional<SelectedSnapshot>> doLoadAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
        Map.Entry<Long, byte[]> latest = storage.checkpoints(persistenceId).floorEntry(criteria.maxSequenceNr());
        return Futures.successful(Optional.ofNullable(latest)
                .map(entry -> SelectedSnapshot.create(
                        new SnapshotMetadata(persistenceId, entry.getKey(), 0), entry.getValue())));
    }

    @Override
    public Future<Void> doSaveAsync(SnapshotMetadata metadata, Object snapshot) {
        storage.checkpoints(metadata.persistenceId()).put(metadata.sequenceNr(), (byte[]) snapshot);
        return Futures.successful(null);
    }

    @Override
    public Future<Void> doDeleteAsync(SnapshotMetadata metadata) {
        storage.checkpoints(metadata.persistenceId()).remove(metadata.sequenceNr());
        return Futures.successful(null);
    }

    @Override
    public Future<Void> doDeleteAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
        storage.checkpoints(persistenceId)
                .headMap(criteria.maxSequenceNr(), true)
                .clear();
        return Futures.successful(null);
    }
}
