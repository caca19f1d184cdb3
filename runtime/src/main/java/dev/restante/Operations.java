package dev.restante;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Looks into mailboxes and works on them. Thread-safe; every stage completes after the commit of all that its answer shows, or fails with
 * {@link UnknownOutcomeException} when the partition does not answer in time.
 */
public interface Operations {

    /** Status of a message by its id or its client key; empty when it was never accepted or is forgotten. */
    CompletionStage<Optional<MessageStatus>> status(ActorId actor, String idOrKey);

    /** Takes back a message that is not begun. One that a pause has recalled is decided when the message that is being handled has ended. */
    CompletionStage<Cancellation> cancel(ActorId actor, String idOrKey);

    CompletionStage<ActorStatus> describe(ActorId actor);

    /** The first {@code limit} messages of a mailbox, at most 1,000 and not after 1 MiB of payloads, without taking them. */
    CompletionStage<List<WaitingMessage>> peek(ActorId actor, int limit);

    /**
     * Begins no more messages: what is handed over and not begun returns to the mailbox, in order. Arrivals are still accepted. Completes
     * with whether this changed anything; the one message that is being handled then may still go on.
     */
    CompletionStage<Boolean> pause(ActorId actor);

    CompletionStage<Boolean> resume(ActorId actor);

    /** Removes what is pending and not begun; completes with how many messages that were. */
    CompletionStage<Long> purge(ActorId actor);

    /** Actors with work waiting, deepest first, of one type or of all. */
    CompletionStage<List<MailboxDepth>> deepest(Optional<String> type, int limit);

    /** Dead letters by partition and time of death, those after the dead letter {@code after} first. */
    CompletionStage<List<DeadLetter>> deadLetters(
            Optional<String> type, Optional<ActorId> actor, Optional<MessageId> after, int limit);

    CompletionStage<Optional<DeadLetter>> deadLetter(MessageId id);

    /** Puts a dead letter at the end of its mailbox, under its old id, with another body if given. Completes with whether it was there. */
    CompletionStage<Boolean> redrive(MessageId id, Optional<Payload> corrected);

    /** Removes a dead letter for good. Completes with whether it was there. */
    CompletionStage<Boolean> discard(MessageId id);

    /** Recounts every message from storage. */
    CompletionStage<Audit> audit();

    /** The nodes and which partitions each owns. */
    CompletionStage<ClusterStatus> cluster();

    /** What a cancellation came to. */
    enum Cancellation {
        CANCELLED,
        ALREADY_BEGUN,
        UNKNOWN
    }
}
