package dev.restante.samples.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node killed with -9 at random moments under load (F1). */
class KillTest {

    /** A process that lives for seconds has no use for code that is compiled twice. */
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1");

    @TempDir
    Path folder;

    @Test
    void nothing_is_lost_doubled_or_overtaken_by_kills() throws Exception {
        kill(new Kills("F1 four kills", 4, Duration.ZERO, 4_000), 20_301_117L);
    }

    @Test
    @Tag("faults")
    void nothing_is_lost_doubled_or_overtaken_by_kills_at_random_moments() throws Exception {
        kill(
                new Kills("F1 kill -9", 15, Duration.ZERO, 4_000),
                ThreadLocalRandom.current().nextLong());
    }

    @Test
    @Tag("storm")
    void nothing_is_lost_doubled_or_overtaken_in_a_storm_of_200_kills_over_ten_minutes() throws Exception {
        kill(
                new Kills("F1 storm of kills", 200, Duration.ofMinutes(10), 1_000),
                ThreadLocalRandom.current().nextLong());
    }

    /**
     * @param atLeast how many
     * @param time over at least how long
     * @param mostReceipts from a start to the next kill
     */
    private record Kills(String name, int atLeast, Duration time, int mostReceipts) {}

    private void kill(Kills kills, long seed) throws Exception {
        long end = System.nanoTime() + kills.time().toNanos();
        Trial.of(kills.name(), seed, folder)
                .node(node -> node.withJvmOptions(QUICK_START))
                .run(scene -> {
                    while (scene.injected() < kills.atLeast() || System.nanoTime() < end) {
                        scene.letSomeThrough(kills.mostReceipts());
                        scene.node().killAndRestart();
                        scene.count(1);
                    }
                });
    }
}
