package dev.restante.samples.bank;

/** An account's state and answer. */
public record Balance(long cents) {

    static final Balance ZERO = new Balance(0);

    public Balance {
        if (cents < 0) {
            throw new IllegalArgumentException("an account is never overdrawn: " + cents);
        }
    }

    boolean hasRoomFor(long more) {
        return more <= Long.MAX_VALUE - cents;
    }

    boolean covers(long less) {
        return less <= cents;
    }

    Balance plus(long more) {
        return new Balance(Math.addExact(cents, more));
    }

    Balance minus(long less) {
        return new Balance(cents - less);
    }
}
