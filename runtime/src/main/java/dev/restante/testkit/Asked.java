package dev.restante.testkit;

import dev.restante.MessageNotProcessedException;
import dev.restante.MessageRejectedException;
import dev.restante.MessageState;
import dev.restante.MessageStatus;
import dev.restante.RefusedException;
import dev.restante.TypeCatalog;
import dev.restante.UnknownOutcomeException;
import dev.restante.behavior.Replies;
import java.util.Optional;

/**
 * A question that a test asked with {@link TestRuntime#ask} or {@link SimulatedClient#ask}.
 *
 * @param <R> the reply
 */
public final class Asked<R> {

    private final Mailing mailing;
    private final Runnable run;
    private final TypeCatalog types;
    private final Class<R> as;

    Asked(Mailing mailing, Runnable run, TypeCatalog types, Class<R> as) {
        this.mailing = mailing;
        this.run = run;
        this.types = types;
        this.as = as;
    }

    /** Whether it is known what came of it. Runs nothing. */
    public boolean isAnswered() {
        return mailing.outcome.isDone();
    }

    /**
     * The reply; lets the runtime come to rest if it is not there yet.
     *
     * @throws MessageRejectedException when the behavior rejected the message
     * @throws MessageNotProcessedException when the message is dead, expired, cancelled or purged
     * @throws RefusedException when the message was not taken
     * @throws UnknownOutcomeException when the runtime crashed before the reply, or none came within an hour
     * @throws AssertionError when there is none yet
     */
    public R reply() {
        return Replies.read(types, outcome(), as);
    }

    /** The reason for which the behavior rejected the message; empty when it did not. Waits like {@link #reply}. */
    public Optional<String> rejection() {
        MessageStatus outcome = outcome();
        return outcome.state() == MessageState.REJECTED ? outcome.reason() : Optional.empty();
    }

    private MessageStatus outcome() {
        return Awaited.get(mailing.outcome, run, "an answer from " + mailing.to);
    }
}
