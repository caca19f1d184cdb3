package dev.restante.persistence;

/** Too much waits for the store already. What got this answer was not begun. */
public final class StoreOverloadedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreOverloadedException(String message) {
        super(message);
    }
}
