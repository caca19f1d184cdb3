package dev.restante.samples.demo;

import dev.restante.gateway.process.ChildNode;
import dev.restante.gateway.process.ChildNodeSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The node under fire: a child process that is killed and comes back at another address. Thread-safe. */
final class DemoNode implements AutoCloseable {

    private final ChildNodeSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable ChildNode serving;
    private boolean closed;

    DemoNode(ChildNodeSettings settings) {
        this.settings = settings;
    }

    /**
     * Starts the node and waits until it serves.
     *
     * @throws IllegalStateException when it does not, with the end of its log
     */
    void start() {
        ChildNode started = ChildNode.start(settings);
        lock.lock();
        try {
            if (!closed) {
                serving = started;
                changed.signalAll();
                return;
            }
        } finally {
            lock.unlock();
        }
        started.close();
    }

    /** Kills the node with -9; its process id, if it ran. */
    Optional<Long> kill() {
        Optional<ChildNode> victim = take();
        victim.ifPresent(ChildNode::kill);
        return victim.map(ChildNode::pid);
    }

    /** Where the node serves; waits while it is down. Empty when it is not back in time. */
    Optional<URI> address(Duration patience) throws InterruptedException {
        long nanos = patience.toNanos();
        lock.lock();
        try {
            while (serving == null && !closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return Optional.ofNullable(serving).map(ChildNode::address);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the node has ended although nobody killed it. */
    boolean hasEnded() {
        lock.lock();
        try {
            return serving != null && !serving.isAlive();
        } finally {
            lock.unlock();
        }
    }

    /** Kills the node for good. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        take().ifPresent(ChildNode::close);
    }

    private Optional<ChildNode> take() {
        lock.lock();
        try {
            Optional<ChildNode> taken = Optional.ofNullable(serving);
            serving = null;
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
