package dev.restante.pekko;

import dev.restante.ActorId;
import dev.restante.Delivered;
import dev.restante.Payload;
import dev.restante.Postbox;
import dev.restante.Receipt;
import dev.restante.Refusal;
import dev.restante.SendOptions;
import dev.restante.behavior.CanonicalJson;
import dev.restante.engine.ClientKey;
import dev.restante.engine.CourierInput;
import dev.restante.engine.Provenance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Hands messages to the node's courier. */
final class CourierPostbox implements Postbox {

    private static final int MAX_HEADER_BYTES = 4 << 10;
    private static final int MAX_KEY_LENGTH = 512;
    private static final Duration FAR_AWAY = Duration.ofDays(1_000_000);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private static final CourierInput.Wishes PLAIN = new CourierInput.Wishes(0, 0, false, null);
    private static final CourierInput.Wishes FOLLOWED = new CourierInput.Wishes(0, 0, true, null);

    private final CourierQueue queue;
    private final NodeCounters counters;
    private final int maxPayload;

    CourierPostbox(CourierQueue queue, NodeCounters counters, int maxPayload) {
        this.queue = queue;
        this.counters = counters;
        this.maxPayload = maxPayload;
    }

    @Override
    public CompletionStage<Receipt> send(ActorId to, Payload message, SendOptions options) {
        PendingSend send = PendingSend.to(to);
        submit(send, to, message, options, 0);
        return send.receipt();
    }

    @Override
    public Delivered sendAndFollow(ActorId to, Payload message, SendOptions options, Duration patience) {
        PendingSend send = PendingSend.followedTo(to);
        submit(send, to, message, options, Math.max(1, millis(patience)));
        return new Delivered(send.receipt(), send.outcome());
    }

    private void submit(PendingSend send, ActorId to, Payload message, SendOptions options, long patienceMillis) {
        if (message.size() > maxPayload) {
            counters.refused().increment();
            send.refuse(Refusal.TOO_LARGE, Duration.ZERO);
            return;
        }
        check(options);
        Provenance from = options.correlationId().isEmpty() && options.headers().isEmpty()
                ? Provenance.NONE
                : new Provenance(null, null, options.correlationId().orElse(null), options.headers());
        CourierInput.Wishes wishes = wishes(message, options, patienceMillis > 0);
        if (!queue.offer(new CourierInput.Submit(send, to, message, from, wishes, patienceMillis))) {
            counters.refused().increment();
            send.refuse(Refusal.OVERLOADED, RETRY_AFTER);
        }
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

    /** Times so far away that arithmetic with them would overflow mean the same as those a few thousand years away. */
    private static long millis(Duration duration) {
        return duration.isNegative() ? 0 : (duration.compareTo(FAR_AWAY) > 0 ? FAR_AWAY : duration).toMillis();
    }

    private static long epochMillis(Instant time) {
        return time.isBefore(Instant.EPOCH) ? 0 : millis(Duration.between(Instant.EPOCH, time));
    }

    private static CourierInput.Wishes wishes(Payload message, SendOptions options, boolean followed) {
        if (options.equals(SendOptions.defaults())) {
            return followed ? FOLLOWED : PLAIN;
        }
        return new CourierInput.Wishes(
                options.notBefore().map(CourierPostbox::epochMillis).orElse(0L),
                options.timeToLive().map(time -> Math.max(1, millis(time))).orElse(0L),
                followed || options.keepOutcome() || options.key().isPresent(),
                options.key()
                        .map(key -> new ClientKey(key, CanonicalJson.hash(message.name(), message.bytes())))
                        .orElse(null));
    }
}
