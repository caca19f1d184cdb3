package dev.restante.samples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, then freed (F8). */
@Tag("faults")
class DiskFullTest {

    private static final int MEBIBYTES = 512;
    private static final int ROUNDS = 3;
    private static final int PROBLEMS = 50;

    /** Logs take their room beforehand, by the size of the buffers: small ones notice a full disk soon. */
    private static final List<String> SMALL_LOGS = List.of("-Drestante.embedded.memory.write-buffers=16 MiB");

    /** For a start to meet the full disk, however far it gets. */
    private static final int WHILE_FULL_SECONDS = 15;

    private static final byte[] BLOCK = new byte[64 * 1024];

    @TempDir
    Path folder;

    @Test
    void a_full_disk_takes_nothing_and_goes_on_when_there_is_room() throws Exception {
        try (LoopDisk disk = LoopDisk.in(folder, MEBIBYTES)) {
            long seed = ThreadLocalRandom.current().nextLong();
            Trial.of("F8 disk full, then freed", seed, folder)
                    .node(settings ->
                            settings.withData(disk.folder().resolve("data")).withJvmOptions(SMALL_LOGS))
                    .run(scene -> {
                        for (int round = 0; round < ROUNDS; round++) {
                            scene.letSomeThrough(4_000);
                            Path ballast = fill(disk);
                            scene.load().awaitProblems(PROBLEMS, Trial.PATIENCE);
                            scene.count(1);
                            Files.delete(ballast);
                            scene.load().awaitReceipts(1_000, Trial.PATIENCE);
                        }
                        restartWhileFull(scene, disk);
                    });
        }
    }

    private static Path fill(LoopDisk disk) throws IOException {
        Path ballast = disk.folder().resolve("ballast");
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(BLOCK);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
            return ballast;
        }
    }

    /** It may wait for room, or end and say that it needs some; it must not harm what it has. */
    private static void restartWhileFull(Scene scene, LoopDisk disk) throws IOException {
        scene.node().kill();
        Path ballast = fill(disk);
        scene.count(1);
        CompletableFuture<Void> start = CompletableFuture.runAsync(scene.node()::restart);
        start.exceptionally(failure -> null)
                .completeOnTimeout(null, WHILE_FULL_SECONDS, TimeUnit.SECONDS)
                .join();
        Files.delete(ballast);
        Throwable refusal = start.handle((started, failure) -> failure).join();
        if (refusal != null) {
            assertThat(refusal).hasStackTraceContaining("Make room");
            scene.node().restart();
        }
    }
}
