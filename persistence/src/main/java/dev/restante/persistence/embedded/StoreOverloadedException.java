package dev.restante.persistence.embedded;

/** Too much waits for the store already. What got this answer was not begun. */
public final class StoreOverloadedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreOverloadedException(String message) {
        super(message);
    }
}
