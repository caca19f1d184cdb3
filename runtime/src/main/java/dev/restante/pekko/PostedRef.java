package dev.restante.pekko;

import dev.restante.ActorId;
import dev.restante.Delivered;
import dev.restante.DurableRef;
import dev.restante.MessageStatus;
import dev.restante.Payload;
import dev.restante.Postbox;
import dev.restante.Receipt;
import dev.restante.Recipient;
import dev.restante.SendOptions;
import dev.restante.TypeCatalog;
import dev.restante.UnknownOutcomeException;
import dev.restante.behavior.Replies;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Serializes on the caller's thread and posts. */
record PostedRef<M>(Recipient<M> to, TypeCatalog types, Postbox postbox) implements DurableRef<M> {

    @Override
    public ActorId id() {
        return to.id();
    }

    @Override
    public CompletionStage<Receipt> tell(M message, SendOptions options) {
        return postbox.send(to.id(), types.write(to.type(), message), options);
    }

    @Override
    public <R> CompletionStage<R> ask(M message, Class<R> reply, Duration timeout) {
        Payload payload = types.write(to.type(), message);
        Delivered delivered = postbox.sendAndFollow(to.id(), payload, SendOptions.defaults(), timeout);
        CompletableFuture<MessageStatus> outcome = new CompletableFuture<>();
        delivered.outcome().whenComplete((status, failure) -> complete(outcome, status, failure));
        // The patience counts from the receipt, this from now.
        return outcome.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(timedOut(failure, timeout)))
                .thenApply(status -> Replies.read(types, status, reply));
    }

    private static void complete(
            CompletableFuture<MessageStatus> outcome, @Nullable MessageStatus status, @Nullable Throwable failure) {
        if (failure != null) {
            outcome.completeExceptionally(failure);
        } else {
            outcome.complete(status);
        }
    }

    private Throwable timedOut(Throwable failure, Duration timeout) {
        return failure instanceof TimeoutException
                ? new UnknownOutcomeException("no reply from " + id() + " within " + timeout)
                : failure;
    }
}
