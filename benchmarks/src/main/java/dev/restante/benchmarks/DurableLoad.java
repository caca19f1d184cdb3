package dev.restante.benchmarks;

import dev.restante.DurableRef;
import dev.restante.Receipt;
import dev.restante.pekko.NodeRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Messages to durable actors of a node in this process; each counts when its receipt is there, which is after its commit. */
final class DurableLoad {

    private static final int BATCH = 64;

    private final List<DurableRef<Counter.Count>> refs = new ArrayList<>();
    private final TellSettings settings;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    DurableLoad(NodeRuntime node, TellSettings settings) {
        this.settings = settings;
        for (int i = 0; i < settings.mailboxes(); i++) {
            refs.add(node.ref(Counter.TYPE, "mailbox-" + i));
        }
    }

    /** Nanoseconds from send to receipt, one message at a time. */
    Histogram alone(Duration duration) throws Exception {
        Histogram latencies = new Histogram(3);
        Counter.Count message = new Counter.Count(settings.text());
        long end = System.nanoTime() + duration.toNanos();
        for (int next = 0; System.nanoTime() < end; next = (next + 1) % refs.size()) {
            long start = System.nanoTime();
            Receipt receipt = refs.get(next).tell(message).toCompletableFuture().get();
            if (receipt.duplicate()) {
                throw new IllegalStateException("message " + receipt.id() + " was taken for a repeat");
            }
            latencies.recordValue(System.nanoTime() - start);
        }
        return latencies;
    }

    /** What a run came to. */
    record Result(long messages, double perSecond, Histogram latencies) {}

    /** As many messages as the window allows. */
    Result run(Duration duration) throws Exception {
        ConcurrentHistogram latencies = new ConcurrentHistogram(3);
        LongAdder received = new LongAdder();
        Semaphore room = new Semaphore(settings.inFlight());
        Counter.Count message = new Counter.Count(settings.text());
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        int next = 0;
        while (System.nanoTime() < end && failure.get() == null) {
            room.acquire(BATCH);
            for (int i = 0; i < BATCH; i++) {
                send(refs.get(next), message, latencies, received, room);
                next = (next + 1) % refs.size();
            }
        }
        room.acquire(settings.inFlight());
        double seconds = (System.nanoTime() - start) / 1e9;
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("a message got no receipt", failed);
        }
        return new Result(received.sum(), received.sum() / seconds, latencies);
    }

    private void send(
            DurableRef<Counter.Count> ref,
            Counter.Count message,
            Histogram latencies,
            LongAdder received,
            Semaphore room) {
        long start = System.nanoTime();
        ref.tell(message).whenComplete((receipt, failed) -> {
            if (failed == null) {
                latencies.recordValue(System.nanoTime() - start);
                received.increment();
            } else {
                failure.compareAndSet(null, failed);
            }
            room.release();
        });
    }
}
