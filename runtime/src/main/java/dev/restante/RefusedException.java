package dev.restante;

import java.time.Duration;
import java.util.Optional;

/** The message was not accepted: nothing of it is stored and it is never processed. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final transient Optional<Duration> retryAfter;

    public RefusedException(Refusal refusal, String message, Optional<Duration> retryAfter) {
        super(message);
        this.refusal = refusal;
        this.retryAfter = retryAfter;
    }

    public Refusal refusal() {
        return refusal;
    }

    /** When trying again makes sense; empty when it never does. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
