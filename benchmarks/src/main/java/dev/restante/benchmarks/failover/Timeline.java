package dev.restante.benchmarks.failover;

import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;

/** When the receipts of one partition came, by {@link System#nanoTime}. Thread-safe. */
final class Timeline {

    private final TreeSet<Long> receipts = new TreeSet<>();

    synchronized void receipt(long nanos) {
        receipts.add(nanos);
    }

    /** How many came from {@code from} on and before {@code to}. */
    synchronized int count(long from, long to) {
        return receipts.subSet(from, to).size();
    }

    /** How long after {@code moment} the next one came; empty when none has. */
    synchronized Optional<Duration> firstAfter(long moment) {
        return Optional.ofNullable(receipts.higher(moment)).map(next -> Duration.ofNanos(next - moment));
    }

    /** The longest time without one between the two moments. */
    synchronized Duration longestPause(long from, long to) {
        long longest = 0;
        long last = from;
        for (long receipt : receipts.subSet(from, to)) {
            longest = Math.max(longest, receipt - last);
            last = receipt;
        }
        return Duration.ofNanos(Math.max(longest, to - last));
    }
}
