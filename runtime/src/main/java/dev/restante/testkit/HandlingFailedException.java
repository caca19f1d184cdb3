package dev.restante.testkit;

import org.jspecify.annotations.Nullable;

/** A behavior under test failed to handle a message. The cause is what the handler threw, where it was the handler that failed. */
public final class HandlingFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HandlingFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
