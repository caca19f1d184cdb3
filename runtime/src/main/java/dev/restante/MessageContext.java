package dev.restante;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a handler may know beside the state and the message. Valid only while the handler runs, on its thread.
 */
public interface MessageContext {

    /** The actor that handles the message. */
    ActorId self();

    /** The actor that sent the message; empty when it came from outside of any actor. */
    Optional<ActorId> sender();

    /** Identity of the message, the same at every attempt. */
    MessageId id();

    /** Ties the messages of one conversation together; the message's own id where nobody set another. Passed on to what the handler sends. */
    String correlationId();

    /** The message whose handling sent this one. */
    Optional<MessageId> causedBy();

    /** 1 for the first time; counts handlings of this message that threw, and crashes in them. */
    int attempt();

    /** The runtime's wall clock when this message was handed over; handlers must not look at another one. Whole milliseconds. */
    Instant now();

    /** What the sender sent along, such as a trace context. Unmodifiable. */
    Map<String, String> headers();

    /**
     * The one way out of the sealed room: the platform under the runtime, such as {@code org.apache.pekko.actor.typed.ActorSystem}. What is done
     * with it is not part of the effect: it is neither committed nor repeated with it.
     *
     * @throws IllegalArgumentException when there is no {@code type} here, as in a unit test
     */
    <T> T unwrap(Class<T> type);
}
