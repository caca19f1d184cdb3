package dev.restante.gateway.http;

import dev.restante.ActorId;
import dev.restante.ActorRuntime;
import dev.restante.ActorType;
import dev.restante.ClusterStatus;
import dev.restante.Delivered;
import dev.restante.DurableRef;
import dev.restante.MessageId;
import dev.restante.MessageStatus;
import dev.restante.Operations;
import dev.restante.Payload;
import dev.restante.Postbox;
import dev.restante.Receipt;
import dev.restante.SendOptions;
import dev.restante.TypeCatalog;
import dev.restante.engine.PartitionFigures;
import dev.restante.pekko.NodeFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A runtime that records what is sent and answers as the test says; by default every message is taken. */
public final class FakeRuntime implements ActorRuntime, Postbox {

    public record Sent(ActorId to, Payload payload, SendOptions options) {}

    public final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());
    public final FakeOperations operations = new FakeOperations();
    final CompletableFuture<Void> ready = CompletableFuture.completedFuture(null);
    private final AtomicLong numbers = new AtomicLong();

    public volatile Function<Sent, CompletionStage<Receipt>> receipts = this::take;
    public volatile Function<Sent, CompletionStage<MessageStatus>> outcomes = message -> new CompletableFuture<>();

    CompletionStage<Receipt> take(Sent message) {
        return CompletableFuture.completedFuture(
                new Receipt(new MessageId(7, 0x5f3c9, numbers.incrementAndGet()), false));
    }

    void reset() {
        sent.clear();
        receipts = this::take;
        outcomes = message -> new CompletableFuture<>();
        operations.reset();
    }

    static CompletionStage<NodeFigures> figures() {
        PartitionFigures partition = new PartitionFigures(0, true, 1, 10, 100, 5, 500, 0, 0, 0, 1, 0, 1_000);
        return CompletableFuture.completedFuture(
                new NodeFigures(Map.of(0, partition, 1, partition), 8, 8, 0, 0, 42, 4_200, 7, 6, 1, 0, 0, 0, 0));
    }

    static ClusterStatus cluster(Integer... owned) {
        Map<Integer, String> owners = Arrays.stream(owned)
                .collect(java.util.stream.Collectors.toMap(partition -> partition, partition -> "pekko://node@a:1"));
        return new ClusterStatus(
                List.of(new ClusterStatus.Member("pekko://node@a:1", "Up", "0.1.0", List.of("reads-1"))), owners, 8);
    }

    @Override
    public CompletionStage<Receipt> send(ActorId to, Payload message, SendOptions options) {
        Sent recorded = new Sent(to, message, options);
        sent.add(recorded);
        return receipts.apply(recorded);
    }

    @Override
    public Delivered sendAndFollow(ActorId to, Payload message, SendOptions options, Duration patience) {
        Sent recorded = new Sent(to, message, options);
        sent.add(recorded);
        return new Delivered(receipts.apply(recorded), outcomes.apply(recorded));
    }

    @Override
    public <M> DurableRef<M> ref(ActorType<M> type, String key) {
        throw new UnsupportedOperationException("the interface has no typed messages");
    }

    @Override
    public Postbox postbox() {
        return this;
    }

    @Override
    public Operations operations() {
        return operations;
    }

    @Override
    public TypeCatalog types() {
        return new FakeTypes();
    }

    @Override
    public CompletionStage<Void> ready() {
        return ready;
    }

    @Override
    public void close() {
        sent.clear();
    }
}
