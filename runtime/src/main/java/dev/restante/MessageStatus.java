package dev.restante;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of one message.
 *
 * @param attempts failed attempts so far
 * @param reply what the behavior answered, if it did
 * @param reason why it was rejected or is dead
 * @param causedBy the message whose handling sent this one
 */
public record MessageStatus(
        MessageId id,
        ActorId actor,
        MessageState state,
        int attempts,
        Instant acceptedAt,
        Optional<Payload> reply,
        Optional<String> reason,
        Optional<MessageId> causedBy) {}
