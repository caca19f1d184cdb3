package dev.restante.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.persistence.StoreOverloadedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of a store that is in use. */
class BackupTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void a_backup_made_under_load_holds_all_that_was_acknowledged_before_and_a_node_starts_from_it() throws Exception {
        AtomicBoolean going = new AtomicBoolean(true);
        AtomicLong acknowledged = new AtomicLong();
        Path backup;
        long atLeast;
        try (TallyNode node = TallyNode.start(folder.resolve("store"))) {
            for (int n = 0; n < 200; n++) {
                node.add("t", 1);
                acknowledged.incrementAndGet();
            }
            Thread load = new Thread(() -> addWhile(going, node, acknowledged));
            load.start();
            atLeast = acknowledged.get();
            backup = node.backup();
            going.set(false);
            load.join();
        }

        StoreReport report = StoreCheck.of(backup);
        assertThat(report.damage()).isEmpty();
        assertThat(report.sound()).isTrue();
        try (TallyNode restored = TallyNode.start(backup)) {
            assertThat(restored.add("t", 0)).isBetween(atLeast, acknowledged.get() + 1);
            assertThat(restored.audit().balanced()).isTrue();
        }
    }

    private static void addWhile(AtomicBoolean going, TallyNode node, AtomicLong acknowledged) {
        try {
            while (going.get()) {
                node.add("t", 1);
                acknowledged.incrementAndGet();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void there_are_never_more_backups_than_the_settings_allow() throws Exception {
        try (EmbeddedStore store = EmbeddedStore.open(EmbeddedFixture.settings(folder.resolve("store")))) {
            Backups backups = new Backups(store, new BackupSettings(folder.resolve("backups"), 2), new Steps());

            assertThat(backups.make()).succeedsWithin(LIMIT);
            assertThat(backups.make()).succeedsWithin(LIMIT);

            assertThat(backups.make())
                    .failsWithin(LIMIT)
                    .withThrowableThat()
                    .withRootCauseInstanceOf(StoreOverloadedException.class)
                    .withMessageContaining("there are 2 backups in " + folder.resolve("backups"));
            assertThat(folder.resolve("backups").toFile().list()).hasSize(2);
        }
    }

    @Test
    void what_cannot_be_made_is_said_and_leaves_nothing() throws Exception {
        Path file = Files.createFile(folder.resolve("backups"));
        try (EmbeddedStore store = EmbeddedStore.open(EmbeddedFixture.settings(folder.resolve("store")))) {
            Backups backups = new Backups(store, new BackupSettings(file, 2), Clock.systemUTC());

            assertThatThrownBy(() -> backups.make().toCompletableFuture().join())
                    .hasMessageContaining("no backup was made in " + file);
        }
    }

    /** A second passes whenever somebody looks. */
    private static final class Steps extends Clock {

        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            now = now.plusSeconds(1);
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
