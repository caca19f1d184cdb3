package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.MessageId;
import dev.restante.Payload;
import org.jspecify.annotations.Nullable;

/** What can happen to a courier. */
public sealed interface CourierInput {

    /**
     * Somebody sends.
     *
     * @param token comes back with everything about this message
     * @param patienceMillis how long to wait for an outcome after the receipt; 0 when only the receipt matters
     */
    record Submit(Object token, ActorId to, Payload payload, Provenance from, Wishes wishes, long patienceMillis)
            implements CourierInput {}

    /** The conditions a sender sets; times are epoch milliseconds, 0 for none. */
    record Wishes(
            long notBefore,
            long timeToLiveMillis,
            boolean keepsOutcome,
            @Nullable ClientKey key) {}

    /** A protocol message came in. */
    record Arrived(Protocol message) implements CourierInput {}

    /** Somebody waits for the outcome of a message sent earlier. */
    record Follow(Object token, MessageId id, long patienceMillis) implements CourierInput {}

    /** A partition has an owner again, or another one: what was sent to the last one may be lost. */
    record OwnerFound(int partition) implements CourierInput {}

    /** The time asked for with {@link CourierOutput.WakeAt} has come. */
    record Woken() implements CourierInput {}
}
