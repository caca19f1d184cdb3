package dev.restante.samples.demo;

import dev.restante.gateway.process.ChildNode;
import dev.restante.gateway.process.ChildNodeSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A node by itself, on its own disk: a child process that is killed and comes back at another address. Thread-safe. */
final class DemoNode implements DemoNodes {

    private final ChildNodeSettings settings;
    private final CarrierDoor carrier;
    private final Consumer<String> announce;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable ChildNode serving;
    private boolean closed;

    /** @param announce takes a sentence for everything that happens */
    DemoNode(Path folder, CarrierDoor carrier, Consumer<String> announce) {
        this.settings = ChildNodeSettings.of("payments", folder).withJvmOptions(List.of(carrier.jvmOption()));
        this.carrier = carrier;
        this.announce = announce;
    }

    @Override
    public void start() {
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

    @Override
    public Optional<URI> address(Duration patience) throws InterruptedException {
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

    @Override
    public Optional<URI> quietAddress(Duration patience) throws InterruptedException {
        return address(patience);
    }

    @Override
    public void watch() {
        lock.lock();
        try {
            if (serving != null && !serving.isAlive()) {
                throw new IllegalStateException("the node has ended by itself; its log is " + settings.log());
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String status() {
        lock.lock();
        try {
            return serving == null ? "  (node down)" : "";
        } finally {
            lock.unlock();
        }
    }

    /** The node is killed twice, and in between the carrier closes for a while. */
    @Override
    public List<Disturbances.Step> script() {
        return List.of(
                new Disturbances.Step(0.25, this::killAndRestart),
                new Disturbances.Step(0.45, carrier::close),
                new Disturbances.Step(0.60, this::killAndRestart),
                new Disturbances.Step(0.75, carrier::open));
    }

    private void killAndRestart() {
        long killed = System.nanoTime();
        take().ifPresent(victim -> {
            victim.kill();
            announce.accept("kill -9 " + victim.pid() + ": the node is gone");
        });
        start();
        double seconds = (System.nanoTime() - killed) / 1e9;
        announce.accept(String.format(Locale.ROOT, "the node is back after %.1f s", seconds));
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
