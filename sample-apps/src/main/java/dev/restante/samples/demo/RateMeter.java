package dev.restante.samples.demo;

import java.util.concurrent.TimeUnit;

/** How fast a count grows, looked at about once a second. Not thread-safe. */
final class RateMeter {

    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private long windowCount;
    private long windowBegin;
    private double perSecond;

    /**
     * The rate over the last window.
     *
     * @param nanos of {@link System#nanoTime}
     */
    double perSecond(long count, long nanos) {
        if (windowBegin == 0) {
            windowBegin = nanos;
            windowCount = count;
        }
        long width = nanos - windowBegin;
        if (width >= WINDOW_NANOS) {
            perSecond = (double) (count - windowCount) * TimeUnit.SECONDS.toNanos(1) / width;
            windowBegin = nanos;
            windowCount = count;
        }
        return perSecond;
    }
}
