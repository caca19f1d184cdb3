package dev.restante;

import java.time.Duration;
import java.util.Objects;

/**
 * What happens to a message whose handler threw: it is tried again after a wait that doubles from {@code firstBackoff} up to
 * {@code maxBackoff}, at most {@code attempts} times in all, and then given up. Its mailbox waits meanwhile, since order is kept. Immutable.
 *
 * @param firstBackoff wait after the first failure: 1 ms to 1 day
 * @param maxBackoff the longest wait: {@code firstBackoff} to 1 day
 * @param attempts handlings in all, the first included: 1 to 1,000,000
 * @param afterwards what follows the last attempt
 */
public record RetryPolicy(Duration firstBackoff, Duration maxBackoff, int attempts, Exhausted afterwards) {

    private static final Duration LEAST = Duration.ofMillis(1);
    private static final Duration MOST = Duration.ofDays(1);
    private static final int MOST_ATTEMPTS = 1_000_000;

    /**
     * Ten attempts over about 50 seconds: long enough to outlive a deployment or a failover of something the handler stands on, short
     * enough that a message which can never succeed does not hold its mailbox for long.
     */
    private static final RetryPolicy DEFAULTS =
            new RetryPolicy(Duration.ofMillis(100), Duration.ofMinutes(1), 10, Exhausted.DEAD_LETTER);

    public RetryPolicy {
        Objects.requireNonNull(afterwards, "afterwards");
        if (firstBackoff.compareTo(LEAST) < 0 || firstBackoff.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("the first backoff must be 1 ms to 1 day, not " + firstBackoff);
        }
        if (maxBackoff.compareTo(firstBackoff) < 0 || maxBackoff.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("the longest backoff must be from the first one, " + firstBackoff
                    + ", to 1 day, not " + maxBackoff);
        }
        if (attempts < 1 || attempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException("attempts must be 1 to " + MOST_ATTEMPTS + ", not " + attempts);
        }
    }

    /** Ten attempts, 100 ms doubling up to one minute, then a dead letter. */
    public static RetryPolicy defaults() {
        return DEFAULTS;
    }

    public RetryPolicy withBackoff(Duration first, Duration longest) {
        return new RetryPolicy(first, longest, attempts, afterwards);
    }

    public RetryPolicy withAttempts(int number) {
        return new RetryPolicy(firstBackoff, maxBackoff, number, afterwards);
    }

    /** After the last attempt the message becomes a dead letter and its mailbox goes on. */
    public RetryPolicy deadLetter() {
        return new RetryPolicy(firstBackoff, maxBackoff, attempts, Exhausted.DEAD_LETTER);
    }

    /** After the last attempt the mailbox pauses, with the message at its head: for actors that must not skip one. */
    public RetryPolicy pause() {
        return new RetryPolicy(firstBackoff, maxBackoff, attempts, Exhausted.PAUSE);
    }

    /** What follows the last attempt. */
    public enum Exhausted {
        DEAD_LETTER,
        PAUSE
    }
}
