package dev.restante.samples.demo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Lets things go wrong during the demo, one after the other, on a thread of its own. */
final class Disturbances implements AutoCloseable {

    private static final Duration CLEANUP = Duration.ofSeconds(35);

    private final Queue<Step> steps;
    private final Consumer<String> announce;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "disturbances");
        thread.setDaemon(true);
        return thread;
    });
    private CompletableFuture<Void> current = CompletableFuture.completedFuture(null);

    /** Something to do when {@code share} of all payments are accepted. */
    record Step(double share, Runnable action) {}

    /** @param announce takes a sentence when something does not end */
    Disturbances(List<Step> steps, Consumer<String> announce) {
        this.steps = new ArrayDeque<>(steps);
        this.announce = announce;
    }

    /**
     * Lets happen what is due.
     *
     * @param share of the payments that are accepted; 1 or more when there are no more
     * @throws java.util.concurrent.CompletionException when something failed that should not have, such as a restart
     */
    void step(double share) {
        if (!current.isDone()) {
            return;
        }
        current.join();
        Step next = steps.peek();
        if (next != null && share >= next.share()) {
            steps.remove();
            current = CompletableFuture.runAsync(next.action(), executor);
        }
    }

    /** Whether everything has happened. */
    boolean over() {
        return steps.isEmpty() && current.isDone();
    }

    /** Waits for what is happening: a node that is being started must not outlive the demo. */
    @Override
    public void close() {
        executor.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            if (!executor.awaitTermination(CLEANUP.toSeconds(), TimeUnit.SECONDS)) {
                announce.accept("a restart of the node did not end");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
