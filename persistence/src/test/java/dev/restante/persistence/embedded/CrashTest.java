package dev.restante.persistence.embedded;

import static dev.restante.persistence.embedded.EmbeddedFixture.append;
import static dev.restante.persistence.embedded.EmbeddedFixture.await;
import static dev.restante.persistence.embedded.EmbeddedFixture.copy;
import static dev.restante.persistence.embedded.EmbeddedFixture.files;
import static dev.restante.persistence.embedded.EmbeddedFixture.log;
import static dev.restante.persistence.embedded.EmbeddedFixture.position;
import static dev.restante.persistence.embedded.EmbeddedFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.persistence.format.Keys;
import dev.restante.persistence.format.Seal;
import dev.restante.store.RowChange;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy of the files of a store that is open is what a crash at that moment leaves. */
class CrashTest {

    @TempDir
    private Path temporary;

    private Path directory() {
        return temporary.resolve("store");
    }

    private EmbeddedStore open() {
        return EmbeddedStore.open(settings(directory()));
    }

    private Path crash(int moment) throws IOException {
        Path copy = temporary.resolve("crash-" + moment);
        copy(directory(), copy);
        return copy;
    }

    @Test
    void a_crash_after_any_commit_loses_nothing_of_it() throws Exception {
        List<Path> crashes = new ArrayList<>();
        try (EmbeddedStore store = open()) {
            for (int n = 1; n <= 6; n++) {
                await(store.submit(append("p", n, "p-" + n)));
                await(store.submit(append("q", n, "q-" + n)));
                crashes.add(crash(n));
            }
        }

        for (int n = 1; n <= 6; n++) {
            try (EmbeddedStore recovered = EmbeddedStore.open(settings(crashes.get(n - 1)))) {
                assertThat(log(recovered, "p")).hasSize(n).endsWith("p-" + n);
                assertThat(log(recovered, "q")).hasSize(n).endsWith("q-" + n);
                await(recovered.submit(append("p", n + 1, "next")));
            }
        }
    }

    @Test
    void trimming_snapshots_claims_and_synced_rows_survive_a_crash() throws Exception {
        byte[] snapshotKey = Keys.numbered("p", 3);
        Path crashed;
        try (EmbeddedStore store = open()) {
            for (int n = 1; n <= 5; n++) {
                await(store.submit(append("p", n, "p-" + n)));
            }
            await(store.submit(new Trim("p", 3)));
            await(store.submit(new SnapshotChange.Save(snapshotKey, Seal.of(snapshotKey, new byte[] {9}))));
            await(store.submit(new StateChange.Claim(1, 7)));
            await(store.submit(StateChange.Write.of(1, 7, List.of(new RowChange.Put(new byte[] {1}, new byte[] {2})))));
            await(store.submit(new StateChange.Sync(1, 7)));
            crashed = crash(1);
        }

        try (EmbeddedStore recovered = EmbeddedStore.open(settings(crashed))) {
            assertThat(position(recovered, "p")).isEqualTo(new LogPosition(3, 5));
            assertThat(log(recovered, "p")).containsExactly("p-4", "p-5");
            byte[] stateKey = Keys.state(1, new byte[] {1});
            assertThat(recovered.<byte[]>read(view -> view.get(Column.SNAPSHOT, snapshotKey)))
                    .isNotNull();
            assertThat(recovered.<byte[]>read(view -> view.get(Column.STATE, stateKey)))
                    .isNotNull();
            assertThat(recovered.submit(new StateChange.Claim(1, 6)))
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .withMessageContaining("claimed by epoch 7");
        }
    }

    @Test
    void a_crash_during_recovery_leaves_what_the_next_recovery_needs() throws Exception {
        Path crashed;
        try (EmbeddedStore store = open()) {
            await(store.submit(append("p", 1, "p-1")));
            crashed = crash(1);
        }
        Path again = temporary.resolve("crash-again");
        try (EmbeddedStore recovered = EmbeddedStore.open(settings(crashed))) {
            assertThat(log(recovered, "p")).containsExactly("p-1");
            copy(crashed, again);
        }

        try (EmbeddedStore recovered = EmbeddedStore.open(settings(again))) {
            assertThat(log(recovered, "p")).containsExactly("p-1");
        }
    }

    @ParameterizedTest(name = "{0} bytes missing")
    @ValueSource(ints = {1, 7, 40, 100, 299})
    void a_record_that_was_torn_by_the_crash_is_left_out_and_the_log_goes_on(int missing) throws Exception {
        Path crashed;
        try (EmbeddedStore store = open()) {
            await(store.submit(append("p", 1, "p-1")));
            await(store.submit(append("p", 2, "p-2")));
            byte[] markBefore = Files.readAllBytes(CommitMark.in(temporary.resolve("store")));
            await(store.submit(append("p", 3, "x".repeat(300))));
            crashed = crash(1);
            // The crash came before the sync, so nobody was told and nothing was marked.
            Files.write(CommitMark.in(crashed), markBefore);
        }
        Path wal = latestWal(crashed);
        try (RandomAccessFile file = new RandomAccessFile(wal.toFile(), "rw")) {
            file.setLength(file.length() - missing);
        }

        try (EmbeddedStore recovered = EmbeddedStore.open(settings(crashed))) {
            assertThat(log(recovered, "p")).containsExactly("p-1", "p-2");
            await(recovered.submit(append("p", 3, "again")));
        }
        try (EmbeddedStore recovered = EmbeddedStore.open(settings(crashed))) {
            assertThat(log(recovered, "p")).containsExactly("p-1", "p-2", "again");
        }
    }

    @Test
    void zeros_at_the_end_of_the_log_which_a_power_cut_can_leave_are_tolerated() throws Exception {
        Path crashed;
        try (EmbeddedStore store = open()) {
            await(store.submit(append("p", 1, "p-1")));
            crashed = crash(1);
        }
        try (RandomAccessFile file = new RandomAccessFile(latestWal(crashed).toFile(), "rw")) {
            file.setLength(file.length() + 4096);
        }

        try (EmbeddedStore recovered = EmbeddedStore.open(settings(crashed))) {
            assertThat(log(recovered, "p")).containsExactly("p-1");
        }
    }

    private static Path latestWal(Path directory) throws IOException {
        List<Path> wals = files(directory, ".log");
        Path latest = wals.get(wals.size() - 1);
        assertThat(Files.size(latest)).isPositive();
        return latest;
    }
}
