package dev.restante.samples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Power cuts: what was written and not synced is gone (F6). */
@Tag("faults")
class PowerCutTest {

    private static final int CUTS = 6;
    private static final int MEBIBYTES = 2_048;

    @TempDir
    Path folder;

    @Test
    void nothing_with_a_receipt_is_lost_with_what_was_not_synced() throws Exception {
        try (LoopDisk disk = LoopDisk.in(folder, MEBIBYTES)) {
            long seed = ThreadLocalRandom.current().nextLong();
            Trial.of("F6 power cuts", seed, folder)
                    .node(settings -> settings.withData(disk.folder().resolve("data")))
                    .run(scene -> {
                        for (int cut = 0; cut < CUTS; cut++) {
                            scene.letSomeThrough(4_000);
                            cut(scene, disk);
                        }
                    });
        }
    }

    /** The kernel may drop what it could not write back and report success for the next sync. */
    @Test
    void no_receipt_rests_on_a_sync_that_failed() throws Exception {
        FalseSystem system = FalseSystem.in(folder);
        try (LoopDisk disk = LoopDisk.in(folder, MEBIBYTES)) {
            long seed = ThreadLocalRandom.current().nextLong();
            Trial.of("F9 syncs fail, then power cuts", seed, folder)
                    .node(settings ->
                            system.under(settings.withData(disk.folder().resolve("data"))))
                    .run(scene -> {
                        for (int cut = 0; cut < CUTS; cut++) {
                            scene.letSomeThrough(2_000);
                            long before = system.failures();
                            system.failSyncs(1);
                            Eventually.reaches(system::failures, before + 1, Trial.PATIENCE, "failed syncs");
                            scene.count(1);
                            scene.letSomeThrough(500);
                            cut(scene, disk);
                        }
                    });
        }
    }

    private static void cut(Scene scene, LoopDisk disk) throws IOException {
        Path unsynced = disk.folder().resolve("unsynced-" + scene.injected());
        Files.writeString(unsynced, "to show that the cut is one");
        disk.cutPower();
        scene.node().kill();
        disk.powerUp();
        assertThat(Files.exists(unsynced) ? Files.size(unsynced) : 0)
                .as("bytes of a file that was not synced")
                .isZero();
        scene.node().restart();
        scene.count(1);
    }
}
