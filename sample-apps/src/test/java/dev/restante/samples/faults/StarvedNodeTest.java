package dev.restante.samples.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node with next to no memory, and one with next to no processor (F13). */
@Tag("faults")
class StarvedNodeTest {

    private static final List<String> LITTLE_HEAP = List.of("-Xmx256m");
    private static final int HEAVY_ACTORS = 32;
    private static final int HEAVY_MESSAGES = 480;
    private static final int HEAVY_BYTES = 32 * 1024;

    private static final int BURNING_SECONDS = 25;

    @TempDir
    Path folder;

    private final long seed = ThreadLocalRandom.current().nextLong();

    /** What waits is twice as large as the heap. */
    @Test
    void a_backlog_larger_than_the_heap_waits_on_disk_and_drains() throws Exception {
        Trial trial = Trial.of("F13 heap nearly full", seed, folder)
                .clientsRest()
                .node(node -> node.withJvmOptions(LITTLE_HEAP));
        List<Deeds> actors = new ArrayList<>();
        for (int i = 0; i < HEAVY_ACTORS; i++) {
            actors.add(new Deeds("heavy-" + i));
            trial.with(actors.get(i));
        }
        trial.run(scene -> {
            for (Deeds deeds : actors) {
                deeds.pause(scene.load());
                deeds.carry(scene.load(), HEAVY_MESSAGES, HEAVY_BYTES);
            }
            scene.node().killAndRestart();
            scene.count(1);
            for (Deeds deeds : actors) {
                deeds.goOn(scene.load());
            }
        });
    }

    @Test
    void a_node_without_processor_time_is_slow_and_right() throws Exception {
        assumeTrue(Shell.has("renice", "timeout"), "skipped: needs renice and timeout");
        Trial.of("F13 processor starved", seed, folder).clientsRest().run(scene -> {
            starve(scene.node().pid());
            List<Process> burners = burn();
            scene.count(burners.size());
            for (Process burner : burners) {
                burner.onExit().join();
            }
        });
    }

    /** Gives all threads the lowest priority. One may end meanwhile, which is none the worse; later ones get that of their parent. */
    private static void starve(long pid) {
        Shell.attempt("renice -n 19 -p $(ls /proc/" + pid + "/task)");
        assertThat(Shell.run("cut -d' ' -f19 /proc/" + pid + "/stat")).isEqualTo("19");
    }

    /** Processes that keep every processor busy, with seven times the weight of the node, and end by themselves. */
    private static List<Process> burn() throws IOException {
        List<Process> burners = new ArrayList<>();
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            burners.add(new ProcessBuilder(
                            "nice", "-n", "10", "timeout", BURNING_SECONDS + "s", "sh", "-c", "while :; do :; done")
                    .start());
        }
        return burners;
    }
}
