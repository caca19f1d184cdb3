package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.MessageId;
import dev.restante.Payload;
import org.jspecify.annotations.Nullable;

/** What operators and readers ask of a partition. The type of the answer is named at each. */
public sealed interface Request {

    /** Stop handing over; answers Boolean: whether this changed anything. */
    record Pause(ActorId actor) implements Request {}

    /** Go on handing over; answers Boolean. */
    record Resume(ActorId actor) implements Request {}

    /** Remove what is pending and not begun; answers Long: how many. */
    record Purge(ActorId actor) implements Request {}

    /** Take back one message by its id or client key; answers {@link dev.restante.Operations.Cancellation}. */
    record Cancel(ActorId actor, String idOrKey) implements Request {}

    /** The status of one message by its id or client key; answers Optional of {@link dev.restante.MessageStatus}. */
    record Status(ActorId actor, String idOrKey) implements Request {}

    /** Answers {@link dev.restante.ActorStatus}. */
    record Describe(ActorId actor) implements Request {}

    /** The committed state with all events on top of it; answers {@link StateImage}. */
    record Image(ActorId actor) implements Request {}

    /** The next messages in order, without taking them; answers List of {@link dev.restante.WaitingMessage}. */
    record Peek(ActorId actor, int limit) implements Request {}

    /** Actors with work waiting, deepest first, null type for all; answers List of {@link dev.restante.MailboxDepth}. */
    record Deepest(@Nullable String type, int limit) implements Request {}

    /** Dead letters in the order of their death, after a dead letter's id; answers List of {@link dev.restante.DeadLetter}. */
    record DeadLetters(
            @Nullable String type,
            @Nullable ActorId actor,
            @Nullable MessageId after,
            int limit) implements Request {}

    /** Answers Optional of {@link dev.restante.DeadLetter}. */
    record DeadLetterById(MessageId id) implements Request {}

    /** Put a dead letter back at the end of its mailbox, with another body if given; answers Boolean: whether it was there. */
    record Redrive(MessageId id, @Nullable Payload corrected) implements Request {}

    /** Remove a dead letter; answers Boolean: whether it was there. */
    record Discard(MessageId id) implements Request {}

    /** Recount everything from storage; answers {@link dev.restante.Audit}. */
    record Recount() implements Request {}
}
