package dev.restante.persistence;

import org.jspecify.annotations.Nullable;

/** The store's folder cannot be opened. The message says what is wrong, where, and what to do; nothing in the folder was changed. */
public final class StoreUnusableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreUnusableException(String message) {
        this(message, null);
    }

    public StoreUnusableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
