package dev.restante.persistence.embedded;

import static dev.restante.persistence.embedded.EmbeddedFixture.append;
import static dev.restante.persistence.embedded.EmbeddedFixture.await;
import static dev.restante.persistence.embedded.EmbeddedFixture.log;
import static dev.restante.persistence.embedded.EmbeddedFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.persistence.embedded.EmbeddedSettings.Watermark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {

    private static final int DISK_MIB = 64;

    @TempDir
    private Path directory;

    private SmallDisk disk;

    @BeforeEach
    void mount() throws Exception {
        disk = SmallDisk.mountedAt(Files.createDirectory(directory.resolve("disk")), DISK_MIB);
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            disk.close();
        }
    }

    /** Intake stops below half of the disk. */
    private EmbeddedStore open() {
        EmbeddedSettings usual = settings(directory.resolve("disk/store"));
        return EmbeddedStore.open(new EmbeddedSettings(
                usual.directory(),
                usual.queue(),
                usual.group(),
                usual.memory(),
                usual.stateStore(),
                usual.reopen(),
                new Watermark(1L << 40, 0.5, Duration.ofMillis(5))));
    }

    private static void awaitUntil(String what, BooleanSupplier condition) {
        long patience = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(patience);
            Thread.onSpinWait();
        }
    }

    @Test
    void below_the_watermark_intake_stops_and_all_else_goes_on() throws Exception {
        try (EmbeddedStore store = open()) {
            assertThat(store.congestion()).isEmpty();

            disk.occupy(DISK_MIB / 2);
            awaitUntil("intake stops", () -> store.congestion().isPresent());

            await(store.submit(append("p", 1, "x")));
            assertThat(store.congestion()).hasValueSatisfying(full -> {
                assertThat(full.reason()).contains("nearly full");
                assertThat(full.retryAfter()).isPositive();
            });
        }
    }

    @Test
    void intake_goes_on_when_there_is_a_quarter_more_room_than_the_watermark() throws Exception {
        try (EmbeddedStore store = open()) {
            disk.occupy(DISK_MIB / 2);
            awaitUntil("intake stops", () -> store.congestion().isPresent());

            disk.free();

            awaitUntil("intake goes on", () -> store.congestion().isEmpty());
        }
    }

    @Test
    void a_full_disk_gives_no_false_receipt_and_the_store_goes_on_by_itself_once_there_is_room() throws Exception {
        int acknowledged = 0;
        try (EmbeddedStore store = open()) {
            disk.fill();
            while (succeeds(store.submit(append("p", acknowledged + 1, "x".repeat(4000))))) {
                acknowledged++;
            }

            disk.free();

            int next = acknowledged + 1;
            awaitUntil("the store goes on", () -> succeeds(store.submit(append("q", 1, "room"))));
            long highest = await(store.submit(new HighestSequenceNr("p")));
            assertThat(highest).isBetween((long) acknowledged, (long) next);
            await(store.submit(append("p", highest + 1, "after")));
            acknowledged = (int) highest + 1;
        }
        try (EmbeddedStore store = open()) {
            assertThat(log(store, "p")).hasSize(acknowledged).last().isEqualTo("after");
        }
    }

    private static boolean succeeds(CompletableFuture<Void> write) {
        return write.handle((done, failure) -> failure == null).join();
    }
}
