package dev.restante.persistence;

import org.jspecify.annotations.Nullable;

/** A stored row is damaged or missing. The message names it; nothing was changed or deleted. */
public final class DamagedRowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DamagedRowException(String message) {
        this(message, null);
    }

    public DamagedRowException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
