package dev.restante.samples.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wall clock that jumps by an hour, forward and back, while the node runs and between two of its lives (F12). */
@Tag("faults")
class ClockJumpTest {

    private static final Duration HOUR = Duration.ofHours(1);

    /** How much the node's clock is ahead, one time after the other; the last so far that every appointment comes due. */
    private static final List<Duration> AHEAD =
            List.of(HOUR, Duration.ZERO, HOUR.negated(), HOUR, HOUR.negated(), HOUR.multipliedBy(2));

    private static final Duration SOON = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    @Test
    void a_clock_that_jumps_loses_and_doubles_nothing_and_no_delayed_message_is_early() throws Exception {
        FalseSystem system = FalseSystem.in(folder);
        long seed = ThreadLocalRandom.current().nextLong();
        Appointments appointments = new Appointments();
        Trial.of("F12 clock jumps of an hour", seed, folder)
                .clientsRest()
                .node(system::under)
                .with(appointments)
                .run(scene -> {
                    for (Duration ahead : AHEAD) {
                        scene.letSomeThrough(3_000);
                        system.setClockAhead(ahead);
                        appointments.make(
                                scene.load(), Instant.now().plus(ahead).plus(SOON), 20);
                        scene.load().awaitReceipts(2_000, Trial.PATIENCE);
                        scene.node().killAndRestart();
                        scene.count(1);
                    }
                });
    }
}
