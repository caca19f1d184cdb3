package dev.restante.persistence;

import org.jspecify.annotations.Nullable;

/**
 * The store does not take part any more, because a write or sync failed or because it was closed. Whether the change that got this answer
 * was made is open until the store is open again.
 */
public final class StoreFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
