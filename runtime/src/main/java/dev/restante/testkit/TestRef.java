package dev.restante.testkit;

import dev.restante.ActorId;
import dev.restante.DurableRef;
import dev.restante.Receipt;
import dev.restante.Recipient;
import dev.restante.SendOptions;
import dev.restante.behavior.Replies;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A ref whose stages complete while the test runs the runtime, on the test's thread. */
record TestRef<M>(Recipient<M> to, Mailroom mailroom) implements DurableRef<M> {

    @Override
    public ActorId id() {
        return to.id();
    }

    @Override
    public CompletionStage<Receipt> tell(M message, SendOptions options) {
        return mailroom.send(to, message, options).receipt;
    }

    @Override
    public <R> CompletionStage<R> ask(M message, Class<R> reply, Duration timeout) {
        return mailroom.sendAndFollow(to, message, timeout)
                .outcome
                .thenApply(status -> Replies.read(mailroom.types(), status, reply));
    }
}
