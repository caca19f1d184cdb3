package dev.restante.behavior;

import dev.restante.ActorId;
import dev.restante.Payload;
import dev.restante.SendOptions;
import dev.restante.engine.ClientKey;
import dev.restante.engine.CourierInput;
import dev.restante.engine.Provenance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What a sender wishes for a message, checked and in the engine's terms. */
public record Postage(Provenance from, CourierInput.Wishes wishes) {

    private static final int MAX_HEADER_BYTES = 4 << 10;
    private static final int MAX_KEY_LENGTH = 512;
    private static final Duration FAR_AWAY = Duration.ofDays(1_000_000);

    private static final CourierInput.Wishes PLAIN = new CourierInput.Wishes(0, 0, false, null);
    private static final CourierInput.Wishes FOLLOWED = new CourierInput.Wishes(0, 0, true, null);

    /**
     * Reads {@code options}.
     *
     * @param followed the sender waits for the outcome
     * @throws IllegalArgumentException when something in them is too long; says what
     */
    public static Postage of(Payload message, SendOptions options, boolean followed) {
        check(options);
        Provenance from = options.correlationId().isEmpty() && options.headers().isEmpty()
                ? Provenance.NONE
                : new Provenance(null, null, options.correlationId().orElse(null), options.headers());
        return new Postage(from, wishes(message, options, followed));
    }

    /** The message in the courier's hands. */
    public CourierInput.Submit submit(Object token, ActorId to, Payload message, long patienceMillis) {
        return new CourierInput.Submit(token, to, message, from, wishes, patienceMillis);
    }

    /** At least a millisecond: the engine takes none for not set. */
    public static long millis(Duration duration) {
        return Math.max(1, wholeMillis(duration));
    }

    private static void check(SendOptions options) {
        int headerBytes = 0;
        for (Map.Entry<String, String> header : options.headers().entrySet()) {
            headerBytes += utf8Length(header.getKey()) + utf8Length(header.getValue());
        }
        if (headerBytes > MAX_HEADER_BYTES) {
            throw new IllegalArgumentException("the headers have " + headerBytes + " bytes; at most " + MAX_HEADER_BYTES
                    + " travel with a message");
        }
        checkLength("key", options.key().orElse(""));
        checkLength("correlation id", options.correlationId().orElse(""));
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void checkLength(String what, String text) {
        if (text.length() > MAX_KEY_LENGTH) {
            throw new IllegalArgumentException(
                    "the " + what + " has " + text.length() + " characters; it can have at most " + MAX_KEY_LENGTH);
        }
    }

    private static CourierInput.Wishes wishes(Payload message, SendOptions options, boolean followed) {
        if (options.equals(SendOptions.defaults())) {
            return followed ? FOLLOWED : PLAIN;
        }
        return new CourierInput.Wishes(
                options.notBefore().map(Postage::epochMillis).orElse(0L),
                options.timeToLive().map(Postage::millis).orElse(0L),
                followed || options.keepOutcome() || options.key().isPresent(),
                options.key()
                        .map(key -> new ClientKey(key, CanonicalJson.hash(message.name(), message.bytes())))
                        .orElse(null));
    }

    private static long epochMillis(Instant time) {
        return time.isBefore(Instant.EPOCH) ? 0 : wholeMillis(Duration.between(Instant.EPOCH, time));
    }

    /** Times so far away that arithmetic with them would overflow mean the same as those a few thousand years away. */
    private static long wholeMillis(Duration duration) {
        return duration.isNegative() ? 0 : (duration.compareTo(FAR_AWAY) > 0 ? FAR_AWAY : duration).toMillis();
    }
}
