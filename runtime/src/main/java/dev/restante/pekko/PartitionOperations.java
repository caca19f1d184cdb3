package dev.restante.pekko;

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
import dev.restante.WaitingMessage;
import dev.restante.engine.Placement;
import dev.restante.engine.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Puts operators' requests to the partitions that can answer them. */
final class PartitionOperations implements Operations {

    private static final int MAX_LISTED = 1_000;

    private final PartitionRequests requests;
    private final Supplier<ClusterStatus> clusterStatus;

    PartitionOperations(PartitionRequests requests, Supplier<ClusterStatus> clusterStatus) {
        this.requests = requests;
        this.clusterStatus = clusterStatus;
    }

    @Override
    public CompletionStage<Optional<MessageStatus>> status(ActorId actor, String idOrKey) {
        return ask(actor, new Request.Status(actor, idOrKey));
    }

    @Override
    public CompletionStage<Cancellation> cancel(ActorId actor, String idOrKey) {
        return ask(actor, new Request.Cancel(actor, idOrKey));
    }

    @Override
    public CompletionStage<ActorStatus> describe(ActorId actor) {
        return ask(actor, new Request.Describe(actor));
    }

    @Override
    public CompletionStage<List<WaitingMessage>> peek(ActorId actor, int limit) {
        return ask(actor, new Request.Peek(actor, bounded(limit)));
    }

    @Override
    public CompletionStage<Boolean> pause(ActorId actor) {
        return ask(actor, new Request.Pause(actor));
    }

    @Override
    public CompletionStage<Boolean> resume(ActorId actor) {
        return ask(actor, new Request.Resume(actor));
    }

    @Override
    public CompletionStage<Long> purge(ActorId actor) {
        return ask(actor, new Request.Purge(actor));
    }

    @Override
    public CompletionStage<List<MailboxDepth>> deepest(Optional<String> type, int limit) {
        int most = bounded(limit);
        CompletionStage<List<List<MailboxDepth>>> answers =
                requests.askAll(new Request.Deepest(type.orElse(null), most));
        return answers.thenApply(lists -> lists.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(MailboxDepth::depth).reversed())
                .limit(most)
                .toList());
    }

    @Override
    public CompletionStage<List<DeadLetter>> deadLetters(
            Optional<String> type, Optional<ActorId> actor, Optional<MessageId> after, int limit) {
        int most = bounded(limit);
        Optional<Integer> only = actor.map(this::partitionOf);
        int first = only.orElseGet(() -> after.map(MessageId::partition).orElse(0));
        int end = only.map(partition -> partition + 1).orElse(requests.partitions());
        return collect(new DeadLetterSearch(type, actor, after, most), first, end, new ArrayList<>());
    }

    /** Goes from partition to partition until there are enough: their order is the order of the answer. */
    private CompletionStage<List<DeadLetter>> collect(
            DeadLetterSearch search, int partition, int end, List<DeadLetter> found) {
        if (partition >= end || found.size() >= search.limit()) {
            return CompletableFuture.completedFuture(List.copyOf(found));
        }
        CompletionStage<List<DeadLetter>> answer = requests.ask(partition, search.in(partition, found.size()));
        return answer.thenCompose(letters -> {
            found.addAll(letters);
            return collect(search, partition + 1, end, found);
        });
    }

    private record DeadLetterSearch(
            Optional<String> type, Optional<ActorId> actor, Optional<MessageId> after, int limit) {

        Request in(int partition, int found) {
            MessageId mark = after.filter(id -> id.partition() == partition).orElse(null);
            return new Request.DeadLetters(type.orElse(null), actor.orElse(null), mark, limit - found);
        }
    }

    @Override
    public CompletionStage<Optional<DeadLetter>> deadLetter(MessageId id) {
        return isPartition(id)
                ? requests.ask(id.partition(), new Request.DeadLetterById(id))
                : CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<Boolean> redrive(MessageId id, Optional<Payload> corrected) {
        return isPartition(id)
                ? requests.ask(id.partition(), new Request.Redrive(id, corrected.orElse(null)))
                : CompletableFuture.completedFuture(false);
    }

    @Override
    public CompletionStage<Boolean> discard(MessageId id) {
        return isPartition(id)
                ? requests.ask(id.partition(), new Request.Discard(id))
                : CompletableFuture.completedFuture(false);
    }

    @Override
    public CompletionStage<Audit> audit() {
        CompletionStage<List<Audit>> counts = requests.askAll(new Request.Recount());
        return counts.thenApply(audits -> audits.stream().reduce(Audit.EMPTY, Audit::plus));
    }

    @Override
    public CompletionStage<ClusterStatus> cluster() {
        return CompletableFuture.completedFuture(clusterStatus.get());
    }

    private <T> CompletionStage<T> ask(ActorId actor, Request request) {
        return requests.ask(partitionOf(actor), request);
    }

    private int partitionOf(ActorId actor) {
        return Placement.partitionOf(actor, requests.partitions());
    }

    private boolean isPartition(MessageId id) {
        return id.partition() < requests.partitions();
    }

    private static int bounded(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit must be positive, not " + limit);
        }
        return Math.min(limit, MAX_LISTED);
    }
}
