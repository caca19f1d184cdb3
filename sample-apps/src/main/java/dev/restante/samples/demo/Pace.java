package dev.restante.samples.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds senders back to a rate, counted from the first payment. Thread-safe. */
final class Pace {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final CountDownLatch stop;
    private long begin;
    private long passed;

    /**
     * Lets through {@code perSecond}.
     *
     * @param stop ends all waiting
     */
    Pace(double perSecond, CountDownLatch stop) {
        this.perSecond = perSecond;
        this.stop = stop;
    }

    /** Waits until {@code count} more may pass; false when stopped. */
    boolean await(int count) throws InterruptedException {
        long wait = due(count) - System.nanoTime();
        return !stop.await(Math.max(0, wait), TimeUnit.NANOSECONDS);
    }

    private synchronized long due(int count) {
        if (passed == 0) {
            begin = System.nanoTime();
        }
        long due = begin + (long) (passed / perSecond * NANOS_PER_SECOND);
        passed += count;
        return due;
    }
}
