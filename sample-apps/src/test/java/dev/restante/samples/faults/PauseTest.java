package dev.restante.samples.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that stops where it is, and goes on after its clients have given up and tried again (F2). */
@Tag("faults")
class PauseTest {

    private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(2);
    private static final int SHORT_PAUSES = 6;
    private static final int CLIENTS = 10;

    /** Longer than the 30 s within which what a courier holds must be accepted. */
    private static final int TIMEOUTS_OF_A_LONG_PAUSE = CLIENTS * 16;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void a_node_that_was_frozen_neither_loses_nor_doubles_what_clients_sent_again() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        Trial.of("F2 frozen and thawed", seed, folder)
                .clientsWait(CLIENT_PATIENCE)
                .run(scene -> {
                    for (int pause = 0; pause < SHORT_PAUSES; pause++) {
                        freeze(scene, 1 + scene.random().nextInt(2 * CLIENTS));
                    }
                    freeze(scene, TIMEOUTS_OF_A_LONG_PAUSE);
                });
    }

    private static void freeze(Scene scene, int timeouts) throws InterruptedException {
        scene.letSomeThrough(4_000);
        scene.node().freeze();
        scene.count(1);
        scene.load().awaitTimeouts(timeouts, LONGEST_PAUSE);
        scene.node().thaw();
    }
}
