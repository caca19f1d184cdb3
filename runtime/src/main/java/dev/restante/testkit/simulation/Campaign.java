package dev.restante.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
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
    private volatile Totals totals = Totals.NONE;
    private volatile @Nullable Failure failure;

    /** A history that broke a promise. */
    public record Failure(long seed, InvariantViolation violation) {

        /**
         * The same promise broken in the smallest history that was found.
         *
         * @param mayGoOn whether there is time left to look further
         */
        public InvariantViolation minimised(BooleanSupplier mayGoOn) {
            try {
                ProtocolSimulation.drawn(seed).runMinimised(mayGoOn);
            } catch (InvariantViolation smaller) {
                return smaller;
            }
            return violation;
        }
    }

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
     * @return the failed history of the lowest seed that was run; empty when all kept every promise
     */
    public Optional<Failure> run(Consumer<Totals> progress) throws InterruptedException {
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
        return Optional.ofNullable(failure);
    }

    public Totals totals() {
        return totals;
    }

    private void runHistories(Consumer<Totals> progress) {
        for (long number = begun.getAndIncrement();
                number < histories && failure == null && !Thread.currentThread().isInterrupted();
                number = begun.getAndIncrement()) {
            long seed = firstSeed + number;
            try {
                History history = ProtocolSimulation.drawn(seed).run();
                progress.accept(kept(history));
            } catch (InvariantViolation e) {
                failed(new Failure(seed, e));
            }
        }
    }

    private synchronized Totals kept(History history) {
        totals = totals.plus(history);
        return totals;
    }

    private synchronized void failed(Failure found) {
        Failure known = failure;
        if (known == null || known.seed > found.seed) {
            failure = found;
        }
    }
}
