package dev.restante.pekko;

import dev.restante.CallContext;
import dev.restante.Payload;
import dev.restante.engine.Input;
import dev.restante.engine.Output;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Makes one partition's calls to the outside world and brings the answers back as messages to the partition. */
final class OutsideCalls {

    private static final Logger LOG = LoggerFactory.getLogger(OutsideCalls.class);

    /** After about 6 s of failures, if each is quick. */
    private static final int REPORTED_ATTEMPT = 6;

    private final int partition;
    private final NodeContext node;
    private final ActorRef self;

    OutsideCalls(int partition, NodeContext node, ActorRef self) {
        this.partition = partition;
        this.node = node;
        this.self = self;
    }

    /** Starts the call where blocking does no harm: users are asked not to block, and will. */
    void start(Output.StartCall call) {
        Duration limit = node.settings().timeouts().call();
        CompletableFuture<Payload> answer = new CompletableFuture<>();
        node.blocking().execute(() -> begin(call, answer));
        CompletionStage<Payload> inTime = answer.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        inTime.whenComplete((message, failure) -> self.tell(
                failure == null ? new Input.CallAnswered(call.call(), message) : failed(call, reason(failure, limit)),
                ActorRef.noSender()));
    }

    /** A call that fails once or twice is usual; one that goes on failing is reported, once. */
    private Input.CallFailed failed(Output.StartCall call, String reason) {
        Level level = call.attempt() == REPORTED_ATTEMPT ? Level.WARN : Level.DEBUG;
        LOG.atLevel(level)
                .log(
                        "attempt {} at call {}-{} of {}, {}, failed and will be repeated: {}",
                        call.attempt(),
                        partition,
                        call.call(),
                        call.actor(),
                        call.request().name(),
                        reason);
        return new Input.CallFailed(call.call(), reason);
    }

    private void begin(Output.StartCall call, CompletableFuture<Payload> answer) {
        CallContext context = new CallContext(call.actor(), partition + "-" + call.call(), call.attempt());
        try {
            node.program(call.actor().type())
                    .call(call.actor(), call.request(), context)
                    .whenComplete((message, failure) -> complete(answer, message, failure));
        } catch (RuntimeException | LinkageError e) {
            answer.completeExceptionally(e);
        }
    }

    private static void complete(
            CompletableFuture<Payload> answer, @Nullable Payload message, @Nullable Throwable failure) {
        if (failure != null) {
            answer.completeExceptionally(failure);
        } else if (message == null) {
            answer.completeExceptionally(new NullPointerException("the call answered null"));
        } else {
            answer.complete(message);
        }
    }

    private static String reason(Throwable failure, Duration limit) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof TimeoutException ? "no answer within " + limit : cause.toString();
    }
}
