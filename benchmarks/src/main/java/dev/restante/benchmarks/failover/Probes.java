package dev.restante.benchmarks.failover;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.restante.gateway.process.LocalNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A steady load of one sender for each partition, which sends the next message when the last one has its receipt, and sends it again under
 * its key, to another node, when no answer comes. Thread-safe.
 */
final class Probes implements AutoCloseable {

    /** Between two messages to a partition. */
    static final Duration PACE = Duration.ofMillis(50);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int ACCEPTED = 202;
    private static final int MOST_KEYS_TRIED = 5_000;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER)
            .build();
    private final List<LocalNode> nodes;
    private final Map<Integer, Timeline> timelines = new TreeMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(Probes::daemon);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final LongAdder failures = new LongAdder();
    private volatile @Nullable LocalNode avoided;

    Probes(List<LocalNode> nodes) {
        this.nodes = nodes;
    }

    /** Finds an actor for each of {@code partitions} and begins to send. */
    void start(int partitions) throws IOException, InterruptedException {
        Map<Integer, String> keys = new TreeMap<>();
        for (int i = 0; keys.size() < partitions; i++) {
            if (i == MOST_KEYS_TRIED) {
                throw new IllegalStateException("only " + keys.size() + " partitions have an actor");
            }
            keys.putIfAbsent(partitionOf("probe-" + i), "probe-" + i);
        }
        for (Map.Entry<Integer, String> each : keys.entrySet()) {
            Timeline timeline = new Timeline();
            timelines.put(each.getKey(), timeline);
            threads.execute(() -> send(each.getValue(), timeline));
        }
    }

    private int partitionOf(String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address(0).resolve("/actors/account/" + key))
                .timeout(ANSWER)
                .build();
        String answer = client.send(request, BodyHandlers.ofString()).body();
        return JSON.readTree(answer).path("partition").asInt();
    }

    /** The receipts of each partition. */
    Collection<Timeline> timelines() {
        return timelines.values();
    }

    /** The receipts of one partition. */
    Timeline timeline(int partition) {
        return Objects.requireNonNull(timelines.get(partition), () -> "nobody sends to partition " + partition);
    }

    /** Requests that were not answered with a receipt so far. */
    long failures() {
        return failures.sum();
    }

    /** From now on nobody sends to {@code node}, as when it has told the balancer of loads that it is not ready. */
    void avoid(LocalNode node) {
        avoided = node;
    }

    void avoidNobody() {
        avoided = null;
    }

    private void send(String key, Timeline timeline) {
        int turn = key.hashCode() & 0xff;
        try {
            for (long n = 0; stopped.getCount() > 0; n++) {
                long begin = System.nanoTime();
                while (stopped.getCount() > 0 && !isAccepted(key, n, turn)) {
                    failures.increment();
                    turn++;
                }
                timeline.receipt(System.nanoTime());
                stopped.await(begin + PACE.toNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isAccepted(String key, long n, int turn) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address(turn).resolve("/actors/account/" + key + "/Deposit"))
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "n-" + n)
                .POST(BodyPublishers.ofString("{\"cents\":1}"))
                .build();
        try {
            HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
            return answer.statusCode() == ACCEPTED;
        } catch (IOException e) {
            // No answer, which is what is measured: the next node is asked.
            return false;
        }
    }

    private URI address(int turn) {
        List<URI> addresses = new ArrayList<>();
        for (LocalNode node : nodes) {
            if (!node.equals(avoided)) {
                node.address().ifPresent(addresses::add);
            }
        }
        if (addresses.isEmpty()) {
            throw new IllegalStateException("no node runs");
        }
        return addresses.get(turn % addresses.size());
    }

    @Override
    public void close() {
        stopped.countDown();
        threads.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "probe");
        thread.setDaemon(true);
        return thread;
    }
}
