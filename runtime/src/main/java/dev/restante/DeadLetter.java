package dev.restante;

import java.time.Instant;
import java.util.Optional;

/**
 * A message that was given up. It keeps its id, and its order among its actor's dead letters.
 *
 * @param attempts how often it was tried
 * @param reason one line
 * @param detail stack trace of the last attempt
 */
public record DeadLetter(
        MessageId id,
        ActorId actor,
        Payload payload,
        int attempts,
        String reason,
        String detail,
        Instant acceptedAt,
        Instant diedAt,
        Optional<ActorId> sender) {}
