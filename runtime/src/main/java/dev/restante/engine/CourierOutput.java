package dev.restante.engine;

import dev.restante.MessageId;
import dev.restante.Refusal;

/** What a courier wants done. */
public sealed interface CourierOutput {

    /** Send to a partition, wherever it is. */
    record ToPartition(int partition, Protocol message) implements CourierOutput {}

    /** Tells what became of a message to who gave it, known by the token given along. */
    sealed interface ToSender extends CourierOutput {
        Object token();
    }

    /** The message is durable; {@code id} is the first one's where it is a duplicate. */
    record Accepted(Object token, MessageId id, boolean duplicate) implements ToSender {}

    /** The message was not taken and never will be. */
    record Refused(Object token, Refusal refusal, long retryAfterMillis) implements ToSender {}

    /** No receipt came in time: it may be stored or not. */
    record InDoubt(Object token) implements ToSender {}

    /** The outcome that was waited for. */
    record Finished(Object token, Outcome outcome) implements ToSender {}

    /** The outcome did not come in time. */
    record GaveUp(Object token) implements ToSender {}

    /** Bring {@link CourierInput.Woken} at this time, epoch milliseconds. */
    record WakeAt(long time) implements CourierOutput {}
}
