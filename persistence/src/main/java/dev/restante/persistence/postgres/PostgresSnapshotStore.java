package dev.restante.persistence.postgres;

import com.typesafe.config.Config;
import dev.restante.persistence.format.SnapshotFormat;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.persistence.snapshot.japi.SnapshotStore;
import org.apache.pekko.serialization.SerializationExtension;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;

/**
 * Pekko's snapshot store on PostgreSQL, at {@code restante.postgres.snapshot-store}. Pekko creates it.
 *
 * <p>A save or deletion is answered when it is committed. A damaged snapshot fails the loading; an older one is not taken in its place,
 * because the log that would lead on from there may be deleted.
 */
public final class PostgresSnapshotStore extends SnapshotStore {

    private final PostgresStore store;
    private final CheckpointTable table;
    private final SnapshotFormat format;
    private final Executor readers;

    /** Opens the store of this actor system, unless that was done. */
    public PostgresSnapshotStore(Config config) {
        store = PostgresStorage.get(context().system()).store();
        table = new CheckpointTable(store.tables());
        format = new SnapshotFormat(SerializationExtension.get(context().system()));
        readers = context().system().dispatchers().lookup(config.getString("replay-dispatcher"));
    }

    @Override
    public Future<Optional<SelectedSnapshot>> doLoadAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
        return FutureConverters.asScala(CompletableFuture.supplyAsync(() -> latest(persistenceId, criteria), readers));
    }

    private Optional<SelectedSnapshot> latest(String persistenceId, SnapshotSelectionCriteria criteria) {
        try (Connection connection = store.pool().connection()) {
            return table.latest(connection, persistenceId, criteria)
                    .map(row -> format.load(persistenceId, row.key(), row.row()));
        } catch (SQLException e) {
            throw SqlFailure.ofRead("reading the snapshots of persistence id " + persistenceId, e);
        }
    }

    @Override
    public Future<Void> doSaveAsync(SnapshotMetadata metadata, Object snapshot) {
        return FutureConverters.asScala(CompletableFuture.supplyAsync(() -> format.store(metadata, snapshot), readers)
                .thenCompose(stored -> store.checkpointLane(metadata.persistenceId())
                        .submit(new CheckpointTable.Save(table, metadata, stored.row()))));
    }

    @Override
    public Future<Void> doDeleteAsync(SnapshotMetadata metadata) {
        return doDeleteAsync(metadata.persistenceId(), SnapshotFormat.only(metadata));
    }

    @Override
    public Future<Void> doDeleteAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
        return FutureConverters.asScala(
                store.checkpointLane(persistenceId).submit(new CheckpointTable.Delete(table, persistenceId, criteria)));
    }
}
