package dev.restante;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How a message is sent. Immutable.
 *
 * @param key the client's own key: a repeat with the same key to the same actor is recognised and answered with the first outcome
 * @param notBefore not handed over earlier, by the receiver's clock
 * @param timeToLive expired if not begun within this time of its sending
 * @param correlationId defaults to the message's id
 * @param headers carried along, such as a trace context; at most 4 KiB in all
 * @param keepOutcome remember the outcome for queries; implied by a key and by asking
 */
public record SendOptions(
        Optional<String> key,
        Optional<Instant> notBefore,
        Optional<Duration> timeToLive,
        Optional<String> correlationId,
        Map<String, String> headers,
        boolean keepOutcome) {

    private static final SendOptions DEFAULTS =
            new SendOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), false);

    public SendOptions {
        headers = Map.copyOf(headers);
    }

    public static SendOptions defaults() {
        return DEFAULTS;
    }

    public SendOptions withKey(String newKey) {
        return new SendOptions(Optional.of(newKey), notBefore, timeToLive, correlationId, headers, keepOutcome);
    }

    public SendOptions withNotBefore(Instant time) {
        return new SendOptions(key, Optional.of(time), timeToLive, correlationId, headers, keepOutcome);
    }

    public SendOptions withTimeToLive(Duration time) {
        return new SendOptions(key, notBefore, Optional.of(time), correlationId, headers, keepOutcome);
    }

    public SendOptions withCorrelationId(String id) {
        return new SendOptions(key, notBefore, timeToLive, Optional.of(id), headers, keepOutcome);
    }

    public SendOptions withHeaders(Map<String, String> newHeaders) {
        return new SendOptions(key, notBefore, timeToLive, correlationId, newHeaders, keepOutcome);
    }

    public SendOptions withKeptOutcome() {
        return new SendOptions(key, notBefore, timeToLive, correlationId, headers, true);
    }
}
