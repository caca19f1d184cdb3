package dev.restante.engine;

import dev.restante.MessageId;
import dev.restante.Refusal;

/** What a courier wants done. */
public sealed interface CourierOutput {

    /** Send to a partition, wherever it is. */
    record ToPartition(int partition, Protocol message) implements CourierOutput {}

    /** The message is durable; {@code id} is the first one's where it is a duplicate. */
    record Accepted(Object token, MessageId id, boolean duplicate) implements CourierOutput {}

    /** The message was not taken and never will be. */
    record Refused(Object token, Refusal refusal, long retryAfterMillis) implements CourierOutput {}

    /** No receipt came in time: it may be stored or not. */
    record InDoubt(Object token) implements CourierOutput {}

    /** The outcome that was waited for. */
    record Finished(Object token, Outcome outcome) implements CourierOutput {}

    /** The outcome did not come in time. */
    record GaveUp(Object token) implements CourierOutput {}

    /** Bring {@link CourierInput.Woken} at this time, epoch milliseconds. */
    record WakeAt(long time) implements CourierOutput {}
}
