package dev.restante.samples.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Waits for what a node does in its own time. */
final class Eventually {

    private static final Duration STEP = Duration.ofMillis(10);

    private Eventually() {}

    /** Waits until {@code figure} is at least {@code goal}; fails when it is not in time. */
    static void reaches(LongSupplier figure, long goal, Duration limit, String what) {
        long deadline = System.nanoTime() + limit.toNanos();
        for (long now = figure.getAsLong(); now < goal; now = figure.getAsLong()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(what + ": " + now + " instead of " + goal + " within " + limit);
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }
}
