package dev.restante.samples.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One actor that everybody writes to, one that is slow, and a million that nobody writes to again (F14). */
@Tag("faults")
class LoadShapesTest {

    private static final int IDLE = 1_000_000;

    @TempDir
    Path folder;

    private final long seed = ThreadLocalRandom.current().nextLong();

    @Test
    void a_hot_actor_takes_what_it_can_and_others_go_on() throws Exception {
        Trial.of("F14 hot key", seed, folder)
                .clientsRest()
                .with(OneShots.recorded("hot", 6, 500, seed))
                .run(scene -> {
                    scene.load().awaitReceipts(100_000, Trial.PATIENCE);
                    scene.count(1);
                });
    }

    @Test
    void what_a_slow_actor_cannot_take_is_refused_and_others_go_on() throws Exception {
        Trial.of("F14 slow actor", seed, folder)
                .clientsRest()
                .with(OneShots.lingering("slow", 5, 2, 200, seed))
                .run(scene -> {
                    scene.load().awaitProblems(10_000, Trial.PATIENCE);
                    scene.load().awaitReceipts(10_000, Trial.PATIENCE);
                    scene.count(1);
                });
    }

    @Test
    void idle_mailboxes_take_no_memory() throws Exception {
        IdleMailboxes idle = new IdleMailboxes(IDLE, seed);
        Trial.of("F14 a million idle mailboxes", seed, folder)
                .clientsRest()
                .node(settings -> settings.withJvmOptions(List.of("-Xmx256m")))
                .with(idle)
                .run(scene -> {
                    idle.fill(scene.load());
                    scene.count(IDLE);
                    scene.node().killAndRestart();
                });
    }
}
