package dev.restante.samples.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What goes wrong during the demo, and when: the node is killed twice, and in between the carrier closes for a while. One thing after the
 * other, on a thread of its own.
 */
final class Disturbances implements AutoCloseable {

    private static final Duration CLEANUP = Duration.ofSeconds(5);

    private final DemoNode node;
    private final Path carrierClosed;
    private final Consumer<String> announce;
    private final Queue<Step> steps;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "disturbances");
        thread.setDaemon(true);
        return thread;
    });
    private CompletableFuture<Void> current = CompletableFuture.completedFuture(null);

    /** Something to do when {@code share} of all payments are accepted. */
    private record Step(double share, Runnable action) {}

    /**
     * Disturbs {@code node}.
     *
     * @param carrierClosed the file that closes the carrier
     * @param announce takes a sentence for everything that happens
     */
    Disturbances(DemoNode node, Path carrierClosed, Consumer<String> announce) {
        this.node = node;
        this.carrierClosed = carrierClosed;
        this.announce = announce;
        this.steps = new ArrayDeque<>(List.of(
                new Step(0.25, this::killAndRestart),
                new Step(0.45, this::closeCarrier),
                new Step(0.60, this::killAndRestart),
                new Step(0.75, this::openCarrier)));
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

    private void killAndRestart() {
        long killed = System.nanoTime();
        node.kill().ifPresent(pid -> announce.accept("kill -9 " + pid + ": the node is gone"));
        node.start();
        double seconds = (System.nanoTime() - killed) / 1e9;
        announce.accept(String.format(Locale.ROOT, "the node is back after %.1f s", seconds));
    }

    private void closeCarrier() {
        try {
            Files.createFile(carrierClosed);
        } catch (IOException e) {
            throw new UncheckedIOException("the carrier cannot be closed", e);
        }
        announce.accept("the carrier is closed: fulfilment's calls to it fail");
    }

    private void openCarrier() {
        try {
            Files.delete(carrierClosed);
        } catch (IOException e) {
            throw new UncheckedIOException("the carrier cannot be opened", e);
        }
        announce.accept("the carrier is open again");
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
