package dev.restante.samples.faults;

import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fails writes and syncs with an I/O error, and recovers (F9). */
@Tag("faults")
class FailingDiskTest {

    private static final int ROUNDS = 8;
    private static final int MOST_IN_A_ROW = 4;

    @TempDir
    Path folder;

    @Test
    void no_receipt_is_given_for_what_a_failing_disk_did_not_take() throws Exception {
        FalseSystem system = FalseSystem.in(folder);
        long seed = ThreadLocalRandom.current().nextLong();
        Trial.of("F9 writes and syncs fail", seed, folder).node(system::under).run(scene -> {
            for (int round = 0; round < ROUNDS; round++) {
                scene.letSomeThrough(2_000);
                fail(scene, system);
                scene.load().awaitReceipts(1, Trial.PATIENCE);
            }
            fail(scene, system);
            scene.node().killAndRestart();
            scene.count(system.failures());
        });
    }

    /** Several failures in a row also meet the attempts to open the store again. */
    private static void fail(Scene scene, FalseSystem system) {
        long before = system.failures();
        int count = 1 + scene.random().nextInt(MOST_IN_A_ROW);
        if (scene.random().nextBoolean()) {
            system.failSyncs(count);
        } else {
            system.failWrites(count);
        }
        Eventually.reaches(system::failures, before + count, Trial.PATIENCE, "failures");
    }
}
