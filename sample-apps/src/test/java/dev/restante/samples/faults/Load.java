package dev.restante.samples.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Clients that send until told to stop. */
final class Load implements AutoCloseable {

    /** Between a failed try of a client and its next. */
    private static final Duration RETRY = Duration.ofMillis(50);

    /** No fault lasts as long: the node has not come back. */
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(5);

    private final Entrance entrance;
    private final Duration patience;
    private final Duration rest;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<CompletableFuture<Void>> ends = new ArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private long receipts;
    private long timeouts;
    private long problems;
    private long lastReceipt = System.nanoTime();
    private long longestPause;

    /**
     * @param patience how long a client waits for an answer before it tries again
     * @param rest how long a client lets pass before it sends more
     */
    Load(Entrance entrance, Duration patience, Duration rest) {
        this.entrance = entrance;
        this.patience = patience;
        this.rest = rest;
    }

    void start(List<Workload> workloads) throws InterruptedException {
        for (Workload workload : workloads) {
            workload.prepare(this);
        }
        for (Workload workload : workloads) {
            for (Workload.Client client : workload.clients()) {
                ends.add(CompletableFuture.runAsync(() -> run(client), threads));
            }
        }
    }

    private void run(Workload.Client client) {
        try {
            client.run(this);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    /** What a client asks before it sends more: lets its rest pass, if the load is to go on. */
    boolean goesOn() throws InterruptedException {
        return !stopped.await(rest.toMillis(), TimeUnit.MILLISECONDS);
    }

    Connection connect() {
        return new Connection(entrance, patience, connections.getAndIncrement());
    }

    /** Sends {@code lines} again and again until each has its receipt; the receipts. */
    List<JsonNode> sendUntilAccepted(Connection connection, List<String> lines) throws InterruptedException {
        return sendUntilAccepted(connection, lines, answers -> {});
    }

    /** As {@link #sendUntilAccepted(Connection, List)}; {@code everyTry} gets the answers of each try that was answered. */
    List<JsonNode> sendUntilAccepted(Connection connection, List<String> lines, Consumer<List<JsonNode>> everyTry)
            throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_OUTAGE.toNanos();
        while (System.nanoTime() < deadline) {
            List<JsonNode> answers = send(connection, lines);
            everyTry.accept(answers);
            if (!answers.isEmpty() && answers.stream().allMatch(each -> each.has("id"))) {
                return answers;
            }
            pause();
        }
        throw new AssertionError("nothing was accepted for " + LONGEST_OUTAGE);
    }

    /** Sends {@code lines} once; the answers, none when it is unknown what was stored. */
    List<JsonNode> send(Connection connection, List<String> lines) throws InterruptedException {
        try {
            List<JsonNode> answers = connection.send(lines);
            answered(answers);
            return answers;
        } catch (HttpTimeoutException e) {
            timedOut();
        } catch (IOException e) {
            // Killed before it had answered, or closed: what was stored is unknown, which is what keys are for.
        }
        return List.of();
    }

    /** What a client does that was not served: it lets a moment pass. */
    static void pause() {
        LockSupport.parkNanos(RETRY.toNanos());
    }

    private synchronized void answered(List<JsonNode> answers) {
        int more = (int) answers.stream().filter(each -> each.has("id")).count();
        problems += answers.size() - more;
        if (more > 0) {
            long now = System.nanoTime();
            longestPause = Math.max(longestPause, now - lastReceipt);
            lastReceipt = now;
            receipts += more;
        }
        notifyAll();
    }

    private synchronized void timedOut() {
        timeouts++;
        notifyAll();
    }

    /** Waits until so many more receipts have come; fails when they do not come in time. */
    void awaitReceipts(long more, Duration limit) throws InterruptedException {
        await(() -> receipts, more, limit, "receipts");
    }

    /** Waits until so many more requests were given up by their clients. */
    void awaitTimeouts(long more, Duration limit) throws InterruptedException {
        await(() -> timeouts, more, limit, "time-outs");
    }

    /** Waits until so many more messages were answered with a problem. */
    void awaitProblems(long more, Duration limit) throws InterruptedException {
        await(() -> problems, more, limit, "problems");
    }

    private synchronized void await(LongSupplier figure, long more, Duration limit, String what)
            throws InterruptedException {
        long goal = figure.getAsLong() + more;
        long deadline = System.nanoTime() + limit.toNanos();
        while (figure.getAsLong() < goal) {
            ends.stream().filter(CompletableFuture::isCompletedExceptionally).forEach(CompletableFuture::join);
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError(
                        "only " + figure.getAsLong() + " of " + goal + " " + what + " came within " + limit);
            }
            wait(left);
        }
    }

    /** The longest time between two receipts, whoever got them. */
    synchronized Duration longestPause() {
        return Duration.ofNanos(longestPause);
    }

    /** Ends the load once all that was to be accepted is; fails when a client failed or does not end in time. */
    void finish(Duration limit) {
        stopped.countDown();
        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
                .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    @Override
    public void close() {
        stopped.countDown();
        threads.shutdownNow();
    }
}
