package dev.restante.gateway.http;

import dev.restante.ActorId;
import dev.restante.ActorStatus;
import dev.restante.Audit;
import dev.restante.ClusterStatus;
import dev.restante.DeadLetter;
import dev.restante.MailboxDepth;
import dev.restante.MessageId;
import dev.restante.MessageStatus;
import dev.restante.Operations;
import dev.restante.Payload;
import dev.restante.UnknownOutcomeException;
import dev.restante.WaitingMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers from fields that the test sets, and notes what was asked to be done. */
public final class FakeOperations implements Operations {

    public final List<String> done = new ArrayList<>();
    public final Map<String, MessageStatus> statuses = new LinkedHashMap<>();
    public final Map<MessageId, DeadLetter> deadLetters = new LinkedHashMap<>();
    public Cancellation cancellation = Cancellation.UNKNOWN;
    public Optional<ActorStatus> actor = Optional.empty();
    public List<WaitingMessage> waiting = List.of();
    public List<MailboxDepth> depths = List.of();
    public Audit audit = Audit.EMPTY;
    public ClusterStatus cluster = FakeRuntime.cluster(0, 1, 2, 3, 4, 5, 6, 7);
    public boolean answering = true;

    void reset() {
        done.clear();
        statuses.clear();
        deadLetters.clear();
        cancellation = Cancellation.UNKNOWN;
        actor = Optional.empty();
        waiting = List.of();
        depths = List.of();
        audit = Audit.EMPTY;
        cluster = FakeRuntime.cluster(0, 1, 2, 3, 4, 5, 6, 7);
        answering = true;
    }

    private <T> CompletionStage<T> answer(T value) {
        return answering
                ? CompletableFuture.completedFuture(value)
                : CompletableFuture.failedFuture(new UnknownOutcomeException("partition 7 did not answer within 5 s"));
    }

    @Override
    public CompletionStage<Optional<MessageStatus>> status(ActorId to, String idOrKey) {
        return answer(Optional.ofNullable(statuses.get(idOrKey)));
    }

    @Override
    public CompletionStage<Cancellation> cancel(ActorId to, String idOrKey) {
        return answer(cancellation);
    }

    @Override
    public CompletionStage<ActorStatus> describe(ActorId id) {
        return answer(actor.orElseThrow());
    }

    @Override
    public CompletionStage<List<WaitingMessage>> peek(ActorId id, int limit) {
        done.add("peek " + id + " " + limit);
        return answer(waiting);
    }

    @Override
    public CompletionStage<Boolean> pause(ActorId id) {
        done.add("pause " + id);
        return answer(true);
    }

    @Override
    public CompletionStage<Boolean> resume(ActorId id) {
        done.add("resume " + id);
        return answer(true);
    }

    @Override
    public CompletionStage<Long> purge(ActorId id) {
        done.add("purge " + id);
        return answer(3L);
    }

    @Override
    public CompletionStage<List<MailboxDepth>> deepest(Optional<String> type, int limit) {
        done.add("deepest " + type.orElse("all") + " " + limit);
        return answer(depths);
    }

    @Override
    public CompletionStage<List<DeadLetter>> deadLetters(
            Optional<String> type, Optional<ActorId> of, Optional<MessageId> after, int limit) {
        done.add("dead letters " + type.orElse("-") + " "
                + of.map(ActorId::toString).orElse("-") + " "
                + after.map(MessageId::toString).orElse("-") + " " + limit);
        return answer(deadLetters.values().stream().limit(limit).toList());
    }

    @Override
    public CompletionStage<Optional<DeadLetter>> deadLetter(MessageId id) {
        return answer(Optional.ofNullable(deadLetters.get(id)));
    }

    @Override
    public CompletionStage<Boolean> redrive(MessageId id, Optional<Payload> corrected) {
        done.add("redrive " + id + corrected.map(body -> " with " + body).orElse(""));
        return answer(deadLetters.containsKey(id));
    }

    @Override
    public CompletionStage<Boolean> discard(MessageId id) {
        done.add("discard " + id);
        return answer(deadLetters.containsKey(id));
    }

    @Override
    public CompletionStage<Audit> audit() {
        return answer(audit);
    }

    @Override
    public CompletionStage<ClusterStatus> cluster() {
        return answer(cluster);
    }
}
