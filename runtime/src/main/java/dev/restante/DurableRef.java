package dev.restante;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Sends to one actor from outside of any behavior. Thread-safe; messages sent from one thread through one ref are processed in the order sent.
 *
 * @param <M> the messages the actor takes
 */
public interface DurableRef<M> {

    ActorId id();

    /** As {@link #tell(Object, SendOptions)} with {@link SendOptions#defaults()}. */
    default CompletionStage<Receipt> tell(M message) {
        return tell(message, SendOptions.defaults());
    }

    /**
     * Sends {@code message} and returns at once. The stage completes when the message is durable. It fails with {@link RefusedException}
     * when the message was not taken, which is final, and with {@link UnknownOutcomeException} when nobody answered in time.
     */
    CompletionStage<Receipt> tell(M message, SendOptions options);

    /**
     * Sends {@code message} and completes with the behavior's reply. Fails like {@link #tell}, with {@link MessageRejectedException} when
     * the behavior rejected the message, and with {@link UnknownOutcomeException} after {@code timeout}; the message is then still processed.
     */
    <R> CompletionStage<R> ask(M message, Class<R> reply, Duration timeout);
}
