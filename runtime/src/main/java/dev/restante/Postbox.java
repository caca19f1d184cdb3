package dev.restante;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Sends messages that are serialized already, to actors named at run time: the entrance for gateways and bridges. Thread-safe.
 */
public interface Postbox {

    /** As {@link DurableRef#tell(Object, SendOptions)}. */
    CompletionStage<Receipt> send(ActorId to, Payload message, SendOptions options);

    /**
     * Sends and follows the message to its outcome, for at most {@code patience} after its receipt; then {@link Delivered#outcome} fails
     * with {@link UnknownOutcomeException}.
     */
    Delivered sendAndFollow(ActorId to, Payload message, SendOptions options, Duration patience);
}
