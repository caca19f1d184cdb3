package dev.restante.testkit;

import dev.restante.ActorId;
import dev.restante.engine.Provenance;
import java.util.Map;
import java.util.Optional;

/**
 * The circumstances in which a message reaches a behavior under test. Immutable.
 *
 * @param sender the actor that sent it; empty for the outside
 * @param correlationId where it is not the message's own id
 * @param attempt 1 for the first time
 * @param headers as the sender sent them along
 */
public record Arrival(
        Optional<ActorId> sender, Optional<String> correlationId, int attempt, Map<String, String> headers) {

    private static final Arrival PLAIN = new Arrival(Optional.empty(), Optional.empty(), 1, Map.of());

    public Arrival {
        headers = Map.copyOf(headers);
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts count from 1, not from " + attempt);
        }
    }

    /** From outside, for the first time, without anything else. */
    public static Arrival plain() {
        return PLAIN;
    }

    public static Arrival from(ActorId sender) {
        return new Arrival(Optional.of(sender), Optional.empty(), 1, Map.of());
    }

    public Arrival withCorrelationId(String id) {
        return new Arrival(sender, Optional.of(id), attempt, headers);
    }

    public Arrival withAttempt(int number) {
        return new Arrival(sender, correlationId, number, headers);
    }

    public Arrival withHeaders(Map<String, String> newHeaders) {
        return new Arrival(sender, correlationId, attempt, newHeaders);
    }

    Provenance provenance() {
        return new Provenance(sender.orElse(null), null, correlationId.orElse(null), headers);
    }
}
