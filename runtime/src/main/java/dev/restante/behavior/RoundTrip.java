package dev.restante.behavior;

import dev.restante.InvalidMessageException;
import dev.restante.Payload;
import java.nio.charset.StandardCharsets;

/** Proves that a value is the same after it was written and read, which production takes for granted. */
final class RoundTrip {

    private final Codecs codecs;

    RoundTrip(Codecs codecs) {
        this.codecs = codecs;
    }

    /**
     * Passes when {@code value} comes back equal.
     *
     * @param role what the value is to the behavior, as in "the reply"
     * @throws AssertionError when not; shows both, and the JSON between
     */
    void prove(String role, Object value) {
        if (value instanceof Payload) {
            return;
        }
        Payload written = written(role, value);
        try {
            Object read = codecs.of(value).read(written);
            if (!value.equals(read)) {
                throw new AssertionError(role + " " + value + " does not survive serialization: it came back as " + read
                        + ", from " + json(written) + "; do all its components compare by value?");
            }
        } catch (UndecodableException e) {
            throw new AssertionError(
                    role + " " + value + " was written as " + json(written) + " and cannot be read back: "
                            + e.getMessage(),
                    e);
        }
    }

    /** As {@link #prove}, also along the stricter way that a body from outside takes. */
    void proveFromOutside(String role, Object value) {
        prove(role, value);
        Payload written = written(role, value);
        try {
            Object read = codecs.of(value).readOutside(written.bytes());
            if (!value.equals(read)) {
                throw new AssertionError(
                        role + " " + value + " came back from outside as " + read + ", from " + json(written));
            }
        } catch (InvalidMessageException e) {
            throw new AssertionError(
                    role + " " + value + " cannot be sent from outside as " + json(written) + ": " + e.field() + ": "
                            + e.getMessage() + "; mark the component Optional or @Nullable",
                    e);
        }
    }

    private Payload written(String role, Object value) {
        try {
            return codecs.of(value).write(value);
        } catch (IllegalArgumentException e) {
            throw new AssertionError(role + " " + value + " cannot be serialized: " + e.getMessage(), e);
        }
    }

    private static String json(Payload payload) {
        return new String(payload.bytes(), StandardCharsets.UTF_8);
    }
}
