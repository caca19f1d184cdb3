package dev.restante.persistence.contract;

import static dev.restante.persistence.contract.PluginSystem.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.persistence.DeleteSnapshotSuccess;
import org.apache.pekko.persistence.DeleteSnapshotsSuccess;
import org.apache.pekko.persistence.SaveSnapshotFailure;
import org.apache.pekko.persistence.SaveSnapshotSuccess;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotProtocol.DeleteSnapshot;
import org.apache.pekko.persistence.SnapshotProtocol.DeleteSnapshots;
import org.apache.pekko.persistence.SnapshotProtocol.LoadSnapshot;
import org.apache.pekko.persistence.SnapshotProtocol.LoadSnapshotResult;
import org.apache.pekko.persistence.SnapshotProtocol.SaveSnapshot;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import scala.jdk.javaapi.OptionConverters;

/** What a snapshot store must do: the rules of Pekko's published compatibility kit ({@code SnapshotStoreSpec}), and survival of a restart. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SnapshotStoreContract {

    private static final SnapshotSelectionCriteria LATEST = SnapshotSelectionCriteria.latest();
    private static int ids;

    private PluginSystem plugins;
    private TestKit probe;
    private String id;
    private List<SnapshotMetadata> saved;

    /** The store's settings, {@code pekko.persistence.snapshot-store.plugin} among them. It is empty, and stays the same at each call. */
    protected abstract Config store();

    @BeforeAll
    void start() {
        plugins = new PluginSystem(store());
        probe = plugins.probe();
    }

    @AfterAll
    void stop() {
        plugins.close();
    }

    /** Snapshots "s-1" to "s-5" at the numbers 11 to 15. */
    @BeforeEach
    void five_snapshots_are_saved() {
        id = "p-" + ids++;
        saved = new ArrayList<>();
        for (int n = 1; n <= 5; n++) {
            saved.add(save(SnapshotMetadata.apply(id, 10 + n), "s-" + n));
        }
    }

    private SnapshotMetadata save(SnapshotMetadata metadata, Object snapshot) {
        plugins.snapshotStore().tell(new SaveSnapshot(metadata, snapshot), probe.getRef());
        return probe.expectMsgClass(PATIENCE, SaveSnapshotSuccess.class).metadata();
    }

    private Optional<SelectedSnapshot> load(SnapshotSelectionCriteria criteria, long toSequenceNr) {
        return load(id, criteria, toSequenceNr);
    }

    private Optional<SelectedSnapshot> load(String owner, SnapshotSelectionCriteria criteria, long toSequenceNr) {
        plugins.snapshotStore().tell(new LoadSnapshot(owner, criteria, toSequenceNr), probe.getRef());
        LoadSnapshotResult result = probe.expectMsgClass(PATIENCE, LoadSnapshotResult.class);
        assertThat(result.toSequenceNr()).isEqualTo(toSequenceNr);
        return OptionConverters.toJava(result.snapshot());
    }

    private SelectedSnapshot snapshot(int n) {
        return SelectedSnapshot.create(saved.get(n - 1), "s-" + n);
    }

    private static SnapshotSelectionCriteria upTo(long sequenceNr, long timestamp) {
        return SnapshotSelectionCriteria.create(sequenceNr, timestamp);
    }

    private static SnapshotSelectionCriteria upTo(long sequenceNr) {
        return upTo(sequenceNr, Long.MAX_VALUE);
    }

    @Test
    void an_id_that_saved_nothing_has_no_snapshot() {
        assertThat(load("unknown-" + id, LATEST, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void snapshots_outside_of_the_bounds_are_not_loaded() {
        assertThat(load(upTo(Long.MAX_VALUE, 100), Long.MAX_VALUE)).isEmpty();
        assertThat(load(upTo(7), Long.MAX_VALUE)).isEmpty();
        assertThat(load(LATEST, 7)).isEmpty();
    }

    @Test
    void the_latest_snapshot_is_loaded() {
        assertThat(load(LATEST, Long.MAX_VALUE)).contains(snapshot(5));
    }

    @Test
    void the_latest_snapshot_within_the_bounds_is_loaded() {
        long third = saved.get(2).timestamp();

        assertThat(load(upTo(13), Long.MAX_VALUE)).contains(snapshot(3));
        assertThat(load(LATEST, 13)).contains(snapshot(3));
        assertThat(load(upTo(13, third), Long.MAX_VALUE)).contains(snapshot(3));
        assertThat(load(upTo(Long.MAX_VALUE, third), 13)).contains(snapshot(3));
    }

    @Test
    void a_snapshot_is_deleted_by_its_number() {
        SnapshotMetadata third = SnapshotMetadata.apply(id, 13);

        plugins.snapshotStore().tell(new DeleteSnapshot(third), probe.getRef());

        probe.expectMsgEquals(PATIENCE, new DeleteSnapshotSuccess(third));
        assertThat(load(upTo(13), Long.MAX_VALUE)).contains(snapshot(2));
        assertThat(load(LATEST, Long.MAX_VALUE)).contains(snapshot(5));
    }

    @Test
    void a_snapshot_with_another_timestamp_is_not_deleted() {
        SnapshotMetadata other = SnapshotMetadata.apply(id, 13, saved.get(2).timestamp() - 1);

        plugins.snapshotStore().tell(new DeleteSnapshot(other), probe.getRef());

        probe.expectMsgEquals(PATIENCE, new DeleteSnapshotSuccess(other));
        assertThat(load(upTo(13), Long.MAX_VALUE)).contains(snapshot(3));
    }

    @Test
    void snapshots_within_the_bounds_are_deleted() {
        SnapshotSelectionCriteria criteria = upTo(13, saved.get(2).timestamp());

        plugins.snapshotStore().tell(new DeleteSnapshots(id, criteria), probe.getRef());

        probe.expectMsgEquals(PATIENCE, new DeleteSnapshotsSuccess(criteria));
        assertThat(load(criteria, Long.MAX_VALUE)).isEmpty();
        assertThat(load(upTo(14), Long.MAX_VALUE)).contains(snapshot(4));
    }

    @Test
    void later_snapshots_are_not_deleted() {
        SnapshotSelectionCriteria criteria = upTo(14, saved.get(0).timestamp() - 1);

        plugins.snapshotStore().tell(new DeleteSnapshots(id, criteria), probe.getRef());

        probe.expectMsgEquals(PATIENCE, new DeleteSnapshotsSuccess(criteria));
        assertThat(load(upTo(14), Long.MAX_VALUE)).contains(snapshot(4));
    }

    @Test
    void a_second_snapshot_at_a_number_replaces_the_first() {
        save(saved.get(4), "s-5-modified");

        assertThat(load(upTo(15), Long.MAX_VALUE))
                .hasValueSatisfying(found -> assertThat(found.snapshot()).isEqualTo("s-5-modified"));
    }

    @Test
    void large_snapshots_are_stored() {
        byte[] large = new byte[3 * 1024 * 1024];
        large[large.length - 1] = 7;

        save(SnapshotMetadata.apply(id, 100), large);

        assertThat(load(LATEST, Long.MAX_VALUE))
                .hasValueSatisfying(found -> assertThat(found.snapshot()).isEqualTo(large));
    }

    @Test
    void references_to_actors_are_serialized_with_their_address() {
        SealedLetter letter = new SealedLetter(probe.getRef());

        save(SnapshotMetadata.apply(id, 100), letter);

        assertThat(load(LATEST, Long.MAX_VALUE))
                .hasValueSatisfying(found -> assertThat(found.snapshot()).isEqualTo(letter));
    }

    @Test
    void metadata_is_stored_with_the_snapshot() {
        save(SnapshotMetadata.apply(id, 100).withMetadata("replication"), "snapshot");

        assertThat(load(LATEST, Long.MAX_VALUE))
                .hasValueSatisfying(
                        found -> assertThat(found.metadata().metadata().get()).isEqualTo("replication"));
    }

    @Test
    void a_snapshot_that_cannot_be_serialized_fails_and_leaves_the_earlier_ones() {
        plugins.snapshotStore().tell(new SaveSnapshot(SnapshotMetadata.apply(id, 100), new Object()), probe.getRef());

        probe.expectMsgClass(PATIENCE, SaveSnapshotFailure.class);
        assertThat(load(LATEST, Long.MAX_VALUE)).contains(snapshot(5));
    }

    @Test
    void snapshots_survive_a_restart() {
        stop();
        start();

        assertThat(load(LATEST, Long.MAX_VALUE)).contains(snapshot(5));
    }
}
