package dev.restante.pekko;

import dev.restante.UnknownOutcomeException;
import dev.restante.engine.PartitionFigures;
import dev.restante.engine.Request;
import dev.restante.pekko.RollCallMessage.Stray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.pattern.AskTimeoutException;
import org.apache.pekko.pattern.Patterns;

/** Asks partitions and waits a bounded time for their answers. For the few requests of operators, not for messages. */
final class PartitionRequests {

    private final PartitionRoutes routes;
    private final ActorRef<RollCallMessage> rollCall;
    private final Duration timeout;

    PartitionRequests(PartitionRoutes routes, ActorRef<RollCallMessage> rollCall, Duration timeout) {
        this.routes = routes;
        this.rollCall = rollCall;
        this.timeout = timeout;
    }

    int partitions() {
        return routes.partitions();
    }

    /** Completes with the partition's answer, whose type is said at the request; fails with {@link UnknownOutcomeException} when none comes. */
    @SuppressWarnings("unchecked") // What a request is answered with is a contract between it and the engine.
    <T> CompletionStage<T> ask(int partition, Request request) {
        return put(partition, new PartitionMessage.Ask(request))
                .thenApply(answer -> (T) ((PartitionMessage.Answered) answer).value());
    }

    /** Asks a partition on this node for its figures; fails as {@link #ask} does. */
    CompletionStage<PartitionFigures> measure(int partition) {
        return put(partition, PartitionMessage.Measure.INSTANCE).thenApply(PartitionFigures.class::cast);
    }

    /** Asks every partition at the same time; the answers are in the order of the partitions. */
    <T> CompletionStage<List<T>> askAll(Request request) {
        List<CompletionStage<T>> answers = new ArrayList<>();
        for (int partition = 0; partition < partitions(); partition++) {
            answers.add(ask(partition, request));
        }
        return all(answers);
    }

    private CompletionStage<Object> put(int partition, Object message) {
        org.apache.pekko.actor.ActorRef owner = routes.owner(partition);
        CompletionStage<Object> answer =
                owner == null ? waitForOwner(partition, message) : putTo(owner, partition, message);
        return answer.exceptionallyCompose(failure -> CompletableFuture.failedFuture(inDoubt(partition, failure)));
    }

    private CompletionStage<Object> putTo(org.apache.pekko.actor.ActorRef owner, int partition, Object message) {
        long start = System.nanoTime();
        return Patterns.ask(owner, message, timeout).exceptionallyCompose(failure -> {
            // Before its time, an ask ends only if there was nobody to ask: the owner has ended, and that is not known
            // here yet.
            boolean asked = System.nanoTime() - start >= timeout.toNanos();
            return asked ? CompletableFuture.failedFuture(failure) : waitForOwner(partition, message);
        });
    }

    private CompletionStage<Object> waitForOwner(int partition, Object message) {
        return Patterns.askWithReplyTo(
                Adapter.toClassic(rollCall), asker -> new Stray(partition, message, asker), timeout);
    }

    private Throwable inDoubt(int partition, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof AskTimeoutException
                ? new UnknownOutcomeException("partition " + partition + " did not answer within " + timeout)
                : cause;
    }

    static <T> CompletionStage<List<T>> all(List<CompletionStage<T>> stages) {
        CompletionStage<List<T>> collected = CompletableFuture.completedFuture(new ArrayList<>());
        for (CompletionStage<T> stage : stages) {
            collected = collected.thenCombine(stage, (list, value) -> {
                list.add(value);
                return list;
            });
        }
        return collected.thenApply(List::copyOf);
    }
}
