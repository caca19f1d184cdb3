package dev.restante.samples.faults;

import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk whose syncs take 20 to 500 ms (F10). */
@Tag("faults")
class SlowDiskTest {

    private static final int SLOW_SYNCS = 80;

    @TempDir
    Path folder;

    @Test
    void a_slow_disk_slows_everything_down_and_breaks_nothing() throws Exception {
        FalseSystem system = FalseSystem.in(folder);
        long seed = ThreadLocalRandom.current().nextLong();
        Trial.of("F10 syncs of 20-500 ms", seed, folder).node(system::under).run(scene -> {
            system.slowSyncs(20, 500);
            Eventually.reaches(system::slowSyncs, SLOW_SYNCS / 2, Trial.PATIENCE, "slow syncs");
            scene.load().awaitReceipts(500, Trial.PATIENCE);
            scene.node().killAndRestart();
            Eventually.reaches(system::slowSyncs, SLOW_SYNCS, Trial.PATIENCE, "slow syncs");
            scene.load().awaitReceipts(500, Trial.PATIENCE);
            system.slowSyncs(0, 0);
            scene.count(system.slowSyncs());
        });
    }
}
