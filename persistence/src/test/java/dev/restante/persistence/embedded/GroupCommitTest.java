package dev.restante.persistence.embedded;

import static dev.restante.persistence.embedded.EmbeddedFixture.append;
import static dev.restante.persistence.embedded.EmbeddedFixture.await;
import static dev.restante.persistence.embedded.EmbeddedFixture.log;
import static dev.restante.persistence.embedded.EmbeddedFixture.settings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.persistence.StaleWriterException;
import dev.restante.persistence.StoreFailedException;
import dev.restante.persistence.embedded.EmbeddedSettings.Limit;
import dev.restante.store.RowChange;
import dev.restante.store.StaleEpochException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {

    @TempDir
    private Path directory;

    private final HeldWriteAhead disk = new HeldWriteAhead();

    private CompletableFuture<Void> busy;

    /** Opens a store whose first write, of log "busy", is held up. */
    private EmbeddedStore openBusy(EmbeddedSettings settings) throws Exception {
        EmbeddedStore store = EmbeddedStore.open(settings, disk);
        busy = store.submit(append("busy", 1, "x"));
        disk.firstWriteBegun.await();
        return store;
    }

    private static StateChange.Write row(int partition, long epoch, String value) {
        return StateChange.Write.of(
                partition, epoch, List.of(new RowChange.Put(new byte[] {1}, value.getBytes(UTF_8))));
    }

    @Test
    void all_that_gathers_during_a_sync_shares_the_next_one() throws Exception {
        try (EmbeddedStore store = openBusy(settings(directory))) {
            List<CompletableFuture<Void>> changes = new ArrayList<>();
            for (int n = 0; n < 100; n++) {
                changes.add(store.submit(append("p-" + n, 1, "x")));
                changes.add(store.submit(row(n, 1, "y")));
            }

            disk.firstWriteMayGoOn.countDown();
            for (CompletableFuture<Void> change : changes) {
                await(change);
            }

            assertThat(disk.syncedWrites).hasValue(2);
            assertThat(disk.unsyncedWrites).hasValue(0);
        }
    }

    @Test
    void a_refused_change_fails_alone_and_nothing_of_it_is_written() throws Exception {
        try (EmbeddedStore store = openBusy(settings(directory))) {
            CompletableFuture<Void> first = store.submit(append("p", 1, "first"));
            CompletableFuture<Void> second = store.submit(append("p", 1, "second"));
            CompletableFuture<Void> third = store.submit(append("p", 2, "third"));
            CompletableFuture<Void> claim = store.submit(new StateChange.Claim(1, 5));
            CompletableFuture<Void> stale = store.submit(row(1, 4, "stale"));
            disk.firstWriteMayGoOn.countDown();

            await(first);
            assertThatThrownBy(() -> await(second)).hasCauseInstanceOf(StaleWriterException.class);
            await(third);
            await(claim);
            assertThatThrownBy(() -> await(stale)).hasCauseInstanceOf(StaleEpochException.class);

            assertThat(disk.syncedWrites).hasValue(2);
            assertThat(log(store, "p")).containsExactly("first", "third");
        }
    }

    @Test
    void a_refusal_is_told_only_after_the_commit_that_it_rests_on() throws Exception {
        try (EmbeddedStore store = openBusy(settings(directory))) {
            CompletableFuture<Void> first = store.submit(append("busy", 1, "again"));

            assertThat(first).isNotDone();
            disk.firstWriteMayGoOn.countDown();

            assertThatThrownBy(() -> await(first)).hasCauseInstanceOf(StaleWriterException.class);
        }
    }

    @Test
    void the_highest_number_counts_the_writes_that_are_under_way() throws Exception {
        try (EmbeddedStore store = openBusy(settings(directory))) {
            CompletableFuture<Void> before = store.submit(append("busy", 2, "x"));
            CompletableFuture<Long> highest = store.submit(new HighestSequenceNr("busy"));
            CompletableFuture<Void> after = store.submit(append("busy", 3, "x"));

            assertThat(highest).isNotDone();
            disk.firstWriteMayGoOn.countDown();

            assertThat(await(highest)).isEqualTo(2);
            await(before);
            await(after);
        }
    }

    @Test
    void rows_that_need_no_sync_get_none_until_somebody_asks() throws Exception {
        disk.firstWriteMayGoOn.countDown();
        try (EmbeddedStore store = EmbeddedStore.open(settings(directory), disk)) {
            await(store.submit(row(1, 1, "a")));
            await(store.submit(row(1, 1, "b")));
            assertThat(disk.syncedWrites).hasValue(0);

            await(store.submit(new StateChange.Sync(1, 1)));
            await(store.submit(new StateChange.Sync(1, 1)));

            assertThat(disk.unsyncedWrites).hasValue(2);
            assertThat(disk.syncs).as("the second sync finds nothing to do").hasValue(1);
        }
    }

    @Test
    void a_group_is_bounded_in_operations() throws Exception {
        EmbeddedSettings small = withLimits(new Limit(1000, 1_000_000), new Limit(10, 1_000_000));
        try (EmbeddedStore store = openBusy(small)) {
            List<CompletableFuture<Void>> changes = new ArrayList<>();
            for (int n = 0; n < 25; n++) {
                changes.add(store.submit(append("p", n + 1, "x")));
            }
            disk.firstWriteMayGoOn.countDown();
            for (CompletableFuture<Void> change : changes) {
                await(change);
            }

            assertThat(disk.syncedWrites).hasValue(1 + 3);
        }
    }

    @Test
    void a_group_is_bounded_in_bytes_but_takes_at_least_one() throws Exception {
        EmbeddedSettings small = withLimits(new Limit(1000, 1_000_000), new Limit(100, 1000));
        try (EmbeddedStore store = openBusy(small)) {
            CompletableFuture<Void> large = store.submit(append("p", 1, "x".repeat(5000)));
            CompletableFuture<Void> next = store.submit(append("p", 2, "x"));
            disk.firstWriteMayGoOn.countDown();
            await(large);
            await(next);

            assertThat(disk.syncedWrites).hasValue(1 + 2);
        }
    }

    @Test
    void a_queue_beyond_its_limit_refuses_nobody_and_stops_the_intake_until_half_of_it_is_written() throws Exception {
        EmbeddedSettings small = withLimits(new Limit(10, 1_000_000), new Limit(2, 1_000_000));
        try (EmbeddedStore store = openBusy(small)) {
            List<CompletableFuture<Void>> changes = new ArrayList<>();
            for (int n = 1; n <= 10; n++) {
                changes.add(store.submit(append("p", n, "x")));
            }
            assertThat(store.congestion()).isEmpty();
            changes.add(store.submit(append("p", 11, "x")));

            assertThat(store.congestion())
                    .hasValueSatisfying(
                            congestion -> assertThat(congestion.reason()).contains("does not keep up"));
            disk.firstWriteMayGoOn.countDown();
            for (CompletableFuture<Void> change : changes) {
                await(change);
            }
            assertThat(store.congestion()).isEmpty();
        }
    }

    @Test
    void a_queue_with_more_bytes_than_its_limit_stops_the_intake_too() throws Exception {
        EmbeddedSettings small = withLimits(new Limit(1000, 1000), new Limit(10, 1000));
        try (EmbeddedStore store = openBusy(small)) {
            CompletableFuture<Void> large = store.submit(append("q", 1, "x".repeat(1000)));

            assertThat(store.congestion()).isPresent();

            disk.firstWriteMayGoOn.countDown();
            await(large);
        }
    }

    @Test
    void closing_commits_what_was_submitted_and_refuses_what_comes() throws Exception {
        EmbeddedStore store = openBusy(settings(directory));
        List<CompletableFuture<Void>> changes = new ArrayList<>();
        for (int n = 1; n <= 50; n++) {
            changes.add(store.submit(append("p", n, "x")));
        }

        disk.firstWriteMayGoOn.countDown();
        store.close();

        assertThat(busy).isCompleted();
        assertThat(changes).allSatisfy(change -> assertThat(change).isCompleted());
        assertThatThrownBy(() -> await(store.submit(append("p", 51, "x"))))
                .hasCauseInstanceOf(StoreFailedException.class);
    }

    private EmbeddedSettings withLimits(Limit queue, Limit group) {
        EmbeddedSettings settings = settings(directory);
        return new EmbeddedSettings(
                settings.directory(),
                queue,
                group,
                settings.memory(),
                settings.stateStore(),
                settings.reopen(),
                settings.watermark());
    }
}
