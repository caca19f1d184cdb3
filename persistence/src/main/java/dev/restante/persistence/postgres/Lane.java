package dev.restante.persistence.postgres;

import dev.restante.persistence.StoreFailedException;
import dev.restante.persistence.StoreOverloadedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that does work in the order in which it came. What comes while it is busy it takes all at once; {@link Round} tells which
 * appends share a commit. Nothing is ever repeated after a failure that may have come after the commit.
 */
final class Lane implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final ConnectionPool pool;
    private final PostgresSettings.Limit limit;
    private final long group;
    private final BlockingQueue<Turn<?>> waiting;
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Turn<?> wake = new Turn<>(new Nothing());
    private final Thread thread;
    private volatile boolean closed;

    Lane(String name, ConnectionPool pool, PostgresSettings settings) {
        this.pool = pool;
        this.limit = settings.queue();
        this.group = settings.groupBytes();
        this.waiting = new LinkedBlockingQueue<>(limit.operations());
        this.thread = new Thread(this::run, name);
        // A node that is shutting down closes the store; one that forgets to must still be able to exit.
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    <T> CompletableFuture<T> submit(Work<T> work) {
        if (closed) {
            return CompletableFuture.failedFuture(closedStore());
        }
        Turn<T> turn = new Turn<>(work);
        if (waitingBytes.addAndGet(work.bytes()) > limit.bytes() || !waiting.offer(turn)) {
            long bytes = waitingBytes.addAndGet(-work.bytes());
            return CompletableFuture.failedFuture(new StoreOverloadedException(work.name() + " was refused: "
                    + waiting.size() + " changes with " + bytes + " bytes wait for PostgreSQL in " + thread.getName()
                    + " already; the limits are " + limit.operations() + " and " + limit.bytes()
                    + " (restante.postgres.queue)"));
        }
        if (closed && waiting.remove(turn)) {
            turn.failed(closedStore());
        }
        return turn.outcome();
    }

    private void run() {
        try {
            while (!closed || !waiting.isEmpty()) {
                List<Turn<?>> taken = new ArrayList<>();
                taken.add(waiting.take());
                waiting.drainTo(taken);
                taken.remove(wake);
                taken.forEach(turn -> waitingBytes.addAndGet(-turn.work().bytes()));
                work(Round.split(taken, group));
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but one who wants it to end.
            LOG.debug("{} was interrupted and ends", thread.getName());
        } finally {
            closed = true;
            for (Turn<?> left = waiting.poll(); left != null; left = waiting.poll()) {
                left.failed(closedStore());
            }
        }
    }

    private void work(List<Round> rounds) {
        for (int i = 0; i < rounds.size(); i++) {
            try (Connection connection = pool.connection()) {
                rounds.get(i).run(connection);
            } catch (SQLException e) {
                rounds.subList(i, rounds.size()).forEach(round -> round.unreachable(e));
                return;
            } catch (RuntimeException | Error e) {
                // Else those who wait for an answer would wait for ever, and so would all who come after them.
                rounds.subList(i, rounds.size()).forEach(round -> round.failed(e));
                return;
            }
        }
    }

    private static StoreFailedException closedStore() {
        return new StoreFailedException("The store is closed", null);
    }

    /** Does what was submitted, then ends. */
    @Override
    public void close() {
        closed = true;
        // A thread that has work to do does not need it, so it does not matter if there is no room.
        waiting.offer(wake);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
