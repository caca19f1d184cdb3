package dev.restante.benchmarks;

import dev.restante.DurableRef;
import dev.restante.Receipt;
import dev.restante.pekko.NodeRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Messages to durable actors through nodes in this process, through each as many; each counts when its receipt is there, which is after its
 * commit.
 */
final class DurableLoad {

    private final List<List<DurableRef<Counter.Count>>> refsByNode = new ArrayList<>();
    private final TellSettings settings;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    DurableLoad(List<NodeRuntime> nodes, TellSettings settings) {
        this.settings = settings;
        for (NodeRuntime node : nodes) {
            List<DurableRef<Counter.Count>> refs = new ArrayList<>();
            for (int i = 0; i < settings.mailboxes(); i++) {
                refs.add(node.ref(Counter.TYPE, "mailbox-" + i));
            }
            refsByNode.add(refs);
        }
    }

    /** Nanoseconds from send to receipt, one message at a time, through the first node. */
    Histogram alone(Duration duration) throws Exception {
        List<DurableRef<Counter.Count>> refs = refsByNode.get(0);
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
        long start = System.nanoTime();
        ExecutorService senders = Executors.newFixedThreadPool(refsByNode.size());
        try {
            List<Future<?>> sent = new ArrayList<>();
            for (List<DurableRef<Counter.Count>> refs : refsByNode) {
                sent.add(senders.submit(() -> send(refs, duration, latencies, received)));
            }
            for (Future<?> each : sent) {
                each.get();
            }
        } finally {
            senders.shutdownNow();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("a message got no receipt", failed);
        }
        return new Result(received.sum(), received.sum() / seconds, latencies);
    }

    private @Nullable Void send(
            List<DurableRef<Counter.Count>> refs, Duration duration, Histogram latencies, LongAdder received)
            throws InterruptedException {
        Window window = new Window(settings.inFlight() / refsByNode.size());
        Counter.Count message = new Counter.Count(settings.text());
        window.keepFull(refs.size(), duration, actor -> {
            long start = System.nanoTime();
            refs.get(actor).tell(message).whenComplete((receipt, failed) -> {
                if (failed == null) {
                    latencies.recordValue(System.nanoTime() - start);
                    received.increment();
                } else {
                    failure.compareAndSet(null, failed);
                }
                window.done();
            });
        });
        return null;
    }
}
