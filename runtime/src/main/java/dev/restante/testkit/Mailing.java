package dev.restante.testkit;

import dev.restante.ActorId;
import dev.restante.MessageStatus;
import dev.restante.Receipt;
import dev.restante.RefusedException;
import dev.restante.UnknownOutcomeException;
import dev.restante.engine.CourierOutput;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A message under way, as its sender sees it: the token that the courier gives back with everything about it. */
final class Mailing {

    final ActorId to;
    final CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    final CompletableFuture<MessageStatus> outcome = new CompletableFuture<>();
    private final boolean followed;

    Mailing(ActorId to, boolean followed) {
        this.to = to;
        this.followed = followed;
    }

    /** Notes what {@code output} says; true when nothing more will be heard. */
    boolean complete(CourierOutput output) {
        if (output instanceof CourierOutput.Accepted accepted) {
            receipt.complete(new Receipt(accepted.id(), accepted.duplicate()));
            return !followed;
        } else if (output instanceof CourierOutput.Refused refused) {
            fail(refusal(refused));
        } else if (output instanceof CourierOutput.Finished finished) {
            outcome.complete(finished.outcome().toStatus(finished.outcome().attempts()));
        } else if (output instanceof CourierOutput.InDoubt) {
            fail(new UnknownOutcomeException("no receipt for a message to " + to + " came in time"));
        } else {
            fail(new UnknownOutcomeException("the outcome of a message to " + to + " did not come in time"));
        }
        return true;
    }

    void abandon() {
        fail(new UnknownOutcomeException("the node crashed before the outcome of a message to " + to + " was known"));
    }

    private void fail(RuntimeException cause) {
        receipt.completeExceptionally(cause);
        outcome.completeExceptionally(cause);
    }

    private RefusedException refusal(CourierOutput.Refused refused) {
        String reason = refused.refusal().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        long retryAfter = refused.retryAfterMillis();
        return new RefusedException(
                refused.refusal(),
                to + " did not take the message: " + reason,
                retryAfter > 0 ? Optional.of(Duration.ofMillis(retryAfter)) : Optional.empty());
    }
}
