package dev.restante.samples.demo;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Asks how far things are, again and again, on a thread of its own: an answer may take long while partitions are away. Used by one thread. */
final class FigureWatch implements AutoCloseable {

    private final NodeApi api;
    private final DemoNodes nodes;
    private final Supplier<Collection<String>> merchants;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "figures");
        thread.setDaemon(true);
        return thread;
    });
    private CompletableFuture<Figures> asked = CompletableFuture.completedFuture(Figures.NONE);
    private Figures latest = Figures.NONE;

    FigureWatch(NodeApi api, DemoNodes nodes, Supplier<Collection<String>> merchants) {
        this.api = api;
        this.nodes = nodes;
        this.merchants = merchants;
    }

    /** What the last answer said; the next one is asked for. */
    Figures latest() {
        if (asked.isDone()) {
            latest = asked.join();
            Figures last = latest;
            asked = CompletableFuture.supplyAsync(() -> ask(last), executor);
        }
        return latest;
    }

    /** The figures stay what they were where there is no answer: a node was killed in the middle of it, or a partition is away. */
    private Figures ask(Figures last) {
        try {
            Optional<URI> address = nodes.quietAddress(Duration.ZERO);
            return address.isEmpty() ? last : Figures.of(api, address.get(), merchants.get());
        } catch (CompletionException e) {
            return last;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return last;
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
