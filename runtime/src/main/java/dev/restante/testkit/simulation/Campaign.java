package dev.restante.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many histories, one for each of consecutive seeds, on as many threads as there are processors. The first that breaks a promise ends it.
 * One object is for one campaign.
 */
public final class Campaign {

    private final long firstSeed;
    private final long histories;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicReference<Totals> totals = new AtomicReference<>(Totals.NONE);
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();

    /** A history that broke a promise. */
    public record Failure(long seed, InvariantViolation violation) {}

    public Campaign(long firstSeed, long histories) {
        if (histories < 1) {
            throw new IllegalArgumentException("a campaign has at least one history, not " + histories);
        }
        this.firstSeed = firstSeed;
        this.histories = histories;
    }

    /**
     * Runs the histories and waits for them.
     *
     * @param progress is told the totals so far after each history, by the thread that ran it
     * @return the failed history of the lowest seed that was run; null when all kept every promise
     */
    public @Nullable Failure run(Consumer<Totals> progress) throws InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                ends.add(workers.submit(() -> runHistories(progress)));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the campaign ended early", e.getCause());
        } finally {
            workers.shutdownNow();
        }
        return failure.get();
    }

    public Totals totals() {
        return totals.get();
    }

    private void runHistories(Consumer<Totals> progress) {
        for (long number = begun.getAndIncrement();
                number < histories && failure.get() == null && !Thread.currentThread().isInterrupted();
                number = begun.getAndIncrement()) {
            long seed = firstSeed + number;
            try {
                History history = ProtocolSimulation.drawn(seed).run();
                progress.accept(totals.updateAndGet(sum -> sum.plus(history)));
            } catch (InvariantViolation e) {
                Failure found = new Failure(seed, e);
                failure.updateAndGet(known -> known == null || known.seed > seed ? found : known);
            }
        }
    }
}
