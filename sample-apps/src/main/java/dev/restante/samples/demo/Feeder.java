package dev.restante.samples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends payments at a steady rate, and each again until a node has answered for it: what happened to a request that a kill cut off nobody
 * knows, and the key of the message makes it safe to ask again.
 */
final class Feeder implements AutoCloseable {

    private static final int CONNECTIONS = 4;
    private static final int BATCH = 250;
    private static final Duration RETRY_AFTER = Duration.ofMillis(100);
    private static final Duration NODE_PATIENCE = Duration.ofSeconds(1);

    private final PaymentSource source;
    private final DemoNodes nodes;
    private final NodeApi api;
    private final Pace pace;
    private final Consumer<String> complaints;
    private final ExecutorService workers = Executors.newFixedThreadPool(CONNECTIONS, Feeder::daemon);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong resent = new AtomicLong();
    private final Map<String, String> merchantsByPayment = new ConcurrentHashMap<>();

    Feeder(PaymentSource source, DemoNodes nodes, NodeApi api, double paymentsPerSecond, Consumer<String> complaints) {
        this.source = source;
        this.nodes = nodes;
        this.api = api;
        this.pace = new Pace(paymentsPerSecond, stop);
        this.complaints = complaints;
    }

    /** Starts sending. Completes when the source is exhausted and every payment was accepted or refused; fails when it cannot be read. */
    CompletableFuture<Void> start() {
        CompletableFuture<?>[] ends = new CompletableFuture<?>[CONNECTIONS];
        for (int i = 0; i < CONNECTIONS; i++) {
            ends[i] = CompletableFuture.runAsync(new Client()::work, workers);
        }
        return CompletableFuture.allOf(ends);
    }

    /** Payments sent so far, each counted once. */
    long sent() {
        return sent.get();
    }

    /** Payments sent again, each time counted. */
    long resent() {
        return resent.get();
    }

    /** Payments for which a receipt came, each counted once. */
    long accepted() {
        return merchantsByPayment.size();
    }

    /** The merchant of each payment for which a receipt came; grows while payments are sent. */
    Map<String, String> merchantsByPayment() {
        return merchantsByPayment;
    }

    /** Stops sending; what is under way may still be accepted. */
    @Override
    public void close() {
        stop.countDown();
        workers.shutdownNow();
    }

    private List<PaymentOrder> nextBatch() throws IOException {
        List<PaymentOrder> batch = new ArrayList<>(BATCH);
        synchronized (source) {
            Optional<PaymentOrder> next = source.next();
            while (next.isPresent()) {
                batch.add(next.get());
                next = batch.size() < BATCH ? source.next() : Optional.empty();
            }
        }
        return batch;
    }

    /** Whether {@code answer} is the last word on {@code order}. */
    private boolean settle(PaymentOrder order, JsonNode answer) {
        if (answer.has("id")) {
            merchantsByPayment.put(order.id(), order.pay().merchant());
            return true;
        }
        int status = answer.path("status").asInt();
        if (status == 429 || status >= 500) {
            return false;
        }
        complaints.accept("input line " + order.line() + " refused: "
                + answer.path("detail").asText());
        return true;
    }

    private boolean stopped() {
        return stop.getCount() == 0;
    }

    /** Stays with a node until that fails it. Used by one thread. */
    private final class Client {

        private @Nullable URI node;

        private void work() {
            try {
                for (List<PaymentOrder> batch = nextBatch(); !batch.isEmpty() && !stopped(); batch = nextBatch()) {
                    if (!pace.await(batch.size())) {
                        return;
                    }
                    sent.addAndGet(batch.size());
                    sendUntilAnswered(batch);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                throw new UncheckedIOException("the input cannot be read", e);
            }
        }

        private void sendUntilAnswered(List<PaymentOrder> batch) throws InterruptedException {
            List<PaymentOrder> open = batch;
            while (!open.isEmpty() && !stopped()) {
                if (node == null) {
                    node = nodes.address(NODE_PATIENCE).orElse(null);
                    continue;
                }
                open = send(open, node);
                resent.addAndGet(open.size());
                if (!open.isEmpty()) {
                    node = null;
                }
                if (!open.isEmpty() && stop.await(RETRY_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        }

        /** Sends once; what has to be sent again. */
        private List<PaymentOrder> send(List<PaymentOrder> orders, URI address) throws InterruptedException {
            List<JsonNode> answers;
            try {
                answers = api.pay(address, orders);
            } catch (IOException e) {
                // The node was killed, or is about to stop: what it has stored shows when the payments are sent again.
                return orders;
            }
            List<PaymentOrder> again = new ArrayList<>();
            for (int i = 0; i < orders.size(); i++) {
                if (!settle(orders.get(i), answers.get(i))) {
                    again.add(orders.get(i));
                }
            }
            return again;
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "feeder");
        thread.setDaemon(true);
        return thread;
    }
}
