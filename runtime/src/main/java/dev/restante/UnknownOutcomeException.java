package dev.restante;

/**
 * No receipt came in time: the message may be stored or not. Sending it again is safe with the same key, and only then.
 */
public final class UnknownOutcomeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownOutcomeException(String message) {
        super(message);
    }
}
