package dev.restante.gateway.http;

import dev.restante.SendOptions;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads from headers and query how a message is to be sent. */
final class SendTerms {

    static final String[] QUERY = {"delay", "at", "ttl"};

    private static final int MAX_WAIT_SECONDS = 60;
    /** Beyond it a date is more likely a mistake than a plan, and sums of times could overflow. */
    private static final Duration MAX_AHEAD = Duration.ofDays(3_653);

    private static final int MAX_CORRELATION_ID = 255;
    private static final int MAX_TRACE_STATE = 2_048;
    private static final Pattern TRACE_PARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?([^\"]*)\"?");

    private final Clock clock;

    SendTerms(Clock clock) {
        this.clock = clock;
    }

    /** All terms of a single message; its outcome is kept, as whoever got its id may ask for it. */
    SendOptions read(Exchange exchange) {
        SendOptions options = SendOptions.defaults().withKeptOutcome().withHeaders(traceContext(exchange));
        Optional<String> key = exchange.header("Idempotency-Key");
        if (key.isPresent()) {
            options = options.withKey(ClientKeys.check(key.get(), "header 'Idempotency-Key'"));
        }
        Optional<String> correlation = exchange.header("X-Correlation-Id");
        if (correlation.isPresent()) {
            options = options.withCorrelationId(correlationId(correlation.get()));
        }
        Optional<Instant> notBefore = notBefore(exchange);
        if (notBefore.isPresent()) {
            options = options.withNotBefore(notBefore.get());
        }
        Optional<Duration> ttl = exchange.query("ttl").map(text -> duration("ttl", text));
        if (ttl.isPresent()) {
            options = options.withTimeToLive(positive("ttl", ttl.get()));
        }
        return options;
    }

    private Optional<Instant> notBefore(Exchange exchange) {
        Optional<String> delay = exchange.query("delay");
        Optional<String> at = exchange.query("at");
        if (delay.isPresent() && at.isPresent()) {
            throw malformed("query parameters 'delay' and 'at' exclude each other");
        }
        if (delay.isPresent()) {
            return Optional.of(clock.instant().plus(duration("delay", delay.get())));
        }
        return at.map(this::time);
    }

    private static Duration duration(String parameter, String text) {
        Duration duration;
        try {
            duration = Duration.parse(text);
        } catch (DateTimeException e) {
            throw malformed("query parameter '" + parameter + "' is '" + text
                    + "'; expected an ISO 8601 duration, as in PT30S");
        }
        if (duration.isNegative() || duration.compareTo(MAX_AHEAD) > 0) {
            throw malformed("query parameter '" + parameter + "' is '" + text + "'; expected 0 to " + MAX_AHEAD.toDays()
                    + " days");
        }
        return duration;
    }

    private static Duration positive(String parameter, Duration duration) {
        if (duration.toMillis() < 1) {
            throw malformed("query parameter '" + parameter + "' must be at least a millisecond");
        }
        return duration;
    }

    private Instant time(String text) {
        Instant time;
        try {
            time = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw malformed("query parameter 'at' is '" + text
                    + "'; expected a time with its offset, as in 2030-01-01T00:00:00Z");
        }
        if (time.isBefore(Instant.EPOCH) || time.isAfter(clock.instant().plus(MAX_AHEAD))) {
            throw malformed("query parameter 'at' is '" + text + "'; expected a time within the next "
                    + MAX_AHEAD.toDays() + " days");
        }
        return time;
    }

    /** How long the client wants to wait for the outcome (RFC 7240); zero when it does not. */
    static Duration patience(Exchange exchange) {
        for (String header : exchange.headers("Prefer")) {
            for (String preference : header.split("[,;]", -1)) {
                var wait = WAIT.matcher(preference.trim());
                if (wait.matches()) {
                    return Duration.ofSeconds(Math.min(MAX_WAIT_SECONDS, seconds(wait.group(1))));
                }
            }
        }
        return Duration.ZERO;
    }

    private static int seconds(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw malformed("header 'Prefer' has wait=" + text + "; expected whole seconds, as in wait=10");
        }
        return Integer.parseInt(text);
    }

    /** W3C Trace Context: an invalid parent is ignored, and with it the state. */
    static Map<String, String> traceContext(Exchange exchange) {
        return traceContext(exchange.headers("traceparent"), exchange.headers("tracestate"));
    }

    static Map<String, String> traceContext(List<String> parents, List<String> states) {
        if (parents.size() != 1 || !TRACE_PARENT.matcher(parents.get(0)).matches()) {
            return Map.of();
        }
        Map<String, String> context = new HashMap<>();
        context.put("traceparent", parents.get(0));
        String state = String.join(",", states);
        if (!state.isBlank() && state.length() <= MAX_TRACE_STATE) {
            context.put("tracestate", state);
        }
        return context;
    }

    private static String correlationId(String text) {
        if (text.isBlank()
                || text.length() > MAX_CORRELATION_ID
                || !text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw malformed(
                    "header 'X-Correlation-Id' must have 1 to " + MAX_CORRELATION_ID + " printable ASCII characters");
        }
        return text;
    }

    private static ProblemException malformed(String detail) {
        return ProblemType.MALFORMED.because(detail).asException();
    }
}
