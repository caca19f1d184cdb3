package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.MessageId;
import dev.restante.MessageState;
import dev.restante.MessageStatus;
import dev.restante.Payload;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one message. Times are epoch milliseconds.
 *
 * @param position place in the partition's order while pending
 * @param finishedAt 0 while it is not final
 */
public record Outcome(
        MessageId id,
        ActorId actor,
        MessageState state,
        long position,
        int attempts,
        long acceptedAt,
        long finishedAt,
        @Nullable Payload reply,
        @Nullable String reason,
        @Nullable MessageId causedBy,
        @Nullable String key) {

    /** As it is shown to users, with the attempts counted so far. */
    public MessageStatus toStatus(int attemptsSoFar) {
        return new MessageStatus(
                id,
                actor,
                state,
                attemptsSoFar,
                Instant.ofEpochMilli(acceptedAt),
                Optional.ofNullable(reply),
                Optional.ofNullable(reason),
                Optional.ofNullable(causedBy));
    }
}
