package dev.restante.engine;

/** When something without an answer is tried again: later each time, until there is progress. */
final class Retry {

    private static final int MAX_DOUBLINGS = 10;

    private final CourierSettings limits;
    private long at;
    private int tries;

    Retry(CourierSettings limits) {
        this.limits = limits;
    }

    long at() {
        return at;
    }

    boolean isDue(long now) {
        return at <= now;
    }

    /** It was tried now. */
    void backOff(long now) {
        at = now + Math.min(limits.maxRetryMillis(), limits.retryMillis() << Math.min(tries, MAX_DOUBLINGS));
        tries++;
    }

    /** There was an answer: the next wait is a short one. */
    void progress(long now) {
        tries = 0;
        at = now + limits.retryMillis();
    }

    /** The next wait after the next try is a short one. */
    void answered() {
        tries = 0;
    }

    /** The next try is due at once. */
    void startOver() {
        tries = 0;
        at = 0;
    }
}
