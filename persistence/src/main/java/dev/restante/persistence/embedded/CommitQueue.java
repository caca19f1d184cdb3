package dev.restante.persistence.embedded;

import dev.restante.persistence.StoreFailedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for the writer thread. Its callers bound it: a persistent actor has one write under way, a partition besides one checkpoint. So
 * when it grows beyond its limit the disk is slow, and nobody is refused for that; but the queue calls itself {@linkplain #isLong long} until
 * half of it is written, and intake stops. While it refuses, nothing gets in.
 */
final class CommitQueue {

    private static final Logger LOG = LoggerFactory.getLogger(CommitQueue.class);

    private final EmbeddedSettings.Limit limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Submission<?>> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private volatile boolean isLong;
    private boolean closed;
    private @Nullable StoreFailedException refusal;

    CommitQueue(EmbeddedSettings.Limit limit) {
        this.limit = limit;
    }

    <T> CompletableFuture<T> offer(Operation<T> operation) {
        Submission<T> submission = new Submission<>(operation);
        lock.lock();
        try {
            if (refusal != null) {
                return CompletableFuture.failedFuture(refusal);
            }
            waiting.add(submission);
            waitingBytes += submission.bytes();
            measure();
            changed.signal();
            return submission.outcome();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it has grown beyond its limit and is not yet down to half of that. */
    boolean isLong() {
        return isLong;
    }

    private void measure() {
        if (!isLong && (waiting.size() > limit.operations() || waitingBytes > limit.bytes())) {
            LOG.warn(
                    "{} changes with {} bytes wait for the disk (restante.embedded.queue): messages from outside are refused as"
                            + " overloaded until half of that is written",
                    waiting.size(),
                    waitingBytes);
            isLong = true;
        } else if (isLong && waiting.size() <= limit.operations() / 2 && waitingBytes <= limit.bytes() / 2) {
            LOG.info("The disk has caught up: messages are accepted again");
            isLong = false;
        }
    }

    /**
     * Waits until something is there and takes it in order: what {@code group} allows, but at least one. Empty when the queue is closed
     * and all was taken.
     */
    List<Submission<?>> take(EmbeddedSettings.Limit group) {
        List<Submission<?>> taken = new ArrayList<>();
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            long bytes = 0;
            for (Submission<?> next = waiting.peek();
                    next != null && taken.size() < group.operations() && fits(taken, bytes + next.bytes(), group);
                    next = waiting.peek()) {
                bytes += next.bytes();
                taken.add(waiting.remove());
            }
            waitingBytes -= bytes;
            measure();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private static boolean fits(List<Submission<?>> taken, long bytes, EmbeddedSettings.Limit group) {
        return taken.isEmpty() || bytes <= group.bytes();
    }

    /** Fails all that waits and all that comes, until {@link #accept}. */
    void refuse(StoreFailedException failure) {
        List<Submission<?>> refused;
        lock.lock();
        try {
            refusal = failure;
            refused = List.copyOf(waiting);
            waiting.clear();
            waitingBytes = 0;
            measure();
        } finally {
            lock.unlock();
        }
        refused.forEach(submission -> submission.failed(failure));
    }

    void accept() {
        lock.lock();
        try {
            if (!closed) {
                refusal = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets in nothing more; what waits can still be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            if (refusal == null) {
                refusal = new StoreFailedException("The store is closed", null);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for {@code pause}, or until the queue is closed. True when it is closed. */
    boolean awaitClosed(Duration pause) throws InterruptedException {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
