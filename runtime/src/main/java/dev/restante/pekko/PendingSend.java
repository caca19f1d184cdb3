package dev.restante.pekko;

import dev.restante.ActorId;
import dev.restante.MessageId;
import dev.restante.MessageStatus;
import dev.restante.Receipt;
import dev.restante.Refusal;
import dev.restante.RefusedException;
import dev.restante.UnknownOutcomeException;
import dev.restante.engine.CourierOutput;
import dev.restante.engine.Outcome;
import dev.restante.store.Congestion;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A message under way, as its sender sees it: the token that the courier gives back with everything about it. */
final class PendingSend {

    private final CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    private final @Nullable CompletableFuture<MessageStatus> outcome;
    private final ActorId to;

    /** Neighbours among the courier's open sends; touched on the courier's thread only. */
    @Nullable PendingSend previous;

    @Nullable PendingSend next;

    private PendingSend(ActorId to, boolean followed) {
        this.to = to;
        this.outcome = followed ? new CompletableFuture<>() : null;
    }

    static PendingSend to(ActorId actor) {
        return new PendingSend(actor, false);
    }

    /** A send whose outcome is waited for as well. */
    static PendingSend followedTo(ActorId actor) {
        return new PendingSend(actor, true);
    }

    CompletionStage<Receipt> receipt() {
        return receipt;
    }

    /** Completes for a {@linkplain #followedTo followed} send only. */
    CompletionStage<MessageStatus> outcome() {
        return Objects.requireNonNull(outcome, "not followed");
    }

    /** Whether nothing more will be heard of the message after {@code output}. */
    boolean isEndedBy(CourierOutput output) {
        return outcome == null || !(output instanceof CourierOutput.Accepted);
    }

    /** Completes what {@code output} is about. */
    void complete(CourierOutput output) {
        if (output instanceof CourierOutput.Accepted accepted) {
            receipt.complete(new Receipt(accepted.id(), accepted.duplicate()));
        } else if (output instanceof CourierOutput.Refused refused) {
            fail(refusal(refused.refusal(), refused.retryAfterMillis()));
        } else if (output instanceof CourierOutput.InDoubt) {
            fail(new UnknownOutcomeException("no receipt for a message to " + to + " came in time"));
        } else {
            // Batches are completed side by side: the receipt may still be on its way, and comes first.
            receipt().whenComplete((done, failure) -> completeOutcome(output));
        }
    }

    private void completeOutcome(CourierOutput output) {
        if (outcome == null) {
            return;
        }
        if (output instanceof CourierOutput.Finished finished) {
            outcome.complete(status(finished.outcome()));
        } else {
            outcome.completeExceptionally(
                    new UnknownOutcomeException("the outcome of a message to " + to + " did not come in time"));
        }
    }

    void refuse(Refusal refusal, Duration retryAfter) {
        fail(refusal(refusal, retryAfter.toMillis()));
    }

    /** The store takes nothing new. */
    void refuse(Congestion congestion) {
        fail(new RefusedException(
                Refusal.OVERLOADED,
                to + " did not take the message because " + congestion.reason(),
                Optional.of(congestion.retryAfter())));
    }

    /** The node stops before an answer came. */
    void abandon() {
        UnknownOutcomeException stopped =
                new UnknownOutcomeException("the node stopped before the outcome of a message to " + to + " was known");
        fail(stopped);
    }

    private void fail(RuntimeException cause) {
        receipt.completeExceptionally(cause);
        if (outcome != null) {
            outcome.completeExceptionally(cause);
        }
    }

    private RefusedException refusal(Refusal refusal, long retryAfterMillis) {
        String reason = refusal.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new RefusedException(
                refusal,
                to + " did not take the message: " + reason,
                retryAfterMillis > 0 ? Optional.of(Duration.ofMillis(retryAfterMillis)) : Optional.empty());
    }

    private static MessageStatus status(Outcome outcome) {
        return new MessageStatus(
                outcome.id(),
                outcome.actor(),
                outcome.state(),
                outcome.attempts(),
                Instant.ofEpochMilli(outcome.acceptedAt()),
                Optional.ofNullable(outcome.reply()),
                Optional.ofNullable(outcome.reason()),
                Optional.<MessageId>ofNullable(outcome.causedBy()));
    }
}
