package dev.restante.gateway;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what a node does in its own time. */
final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofMillis(10);

    private Eventually() {}

    /** Repeats an assertion until it holds; fails as it did the last time. */
    static void that(Runnable assertion) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                LockSupport.parkNanos(STEP.toNanos());
            }
        }
    }
}
