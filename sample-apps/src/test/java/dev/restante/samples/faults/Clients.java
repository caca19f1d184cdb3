package dev.restante.samples.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Clients that send until told to stop: some move money and send a good part of those messages more than once, some number their records.
 */
final class Clients implements AutoCloseable {

    static final int ACCOUNTS = 20;
    static final int RECORDERS = 3;
    static final int OPENING_CENTS = 1_000;

    private static final int MOVING = 4;
    private static final int RECORDING = 4;
    private static final int BATCH = 25;

    private final KilledNode node;
    private final long seed;
    private final ExecutorService threads = Executors.newFixedThreadPool(MOVING + RECORDING);
    private long receipts;
    private final LongAdder deposited = new LongAdder();
    private final Map<String, Long> recorded = new ConcurrentHashMap<>();
    private final List<CompletableFuture<Void>> ends = new ArrayList<>();
    private volatile boolean stopped;

    Clients(KilledNode node, long seed) {
        this.node = node;
        this.seed = seed;
    }

    void openAccounts() throws InterruptedException {
        List<String> deposits = new ArrayList<>();
        for (int account = 0; account < ACCOUNTS; account++) {
            deposits.add(line("account/a" + account, "Deposit", "opening", "{\"cents\":" + OPENING_CENTS + "}"));
        }
        new Connection(node).sendUntilAccepted(deposits);
    }

    void start() {
        for (int i = 0; i < MOVING; i++) {
            int client = i;
            ends.add(CompletableFuture.runAsync(() -> unlessInterrupted(() -> moveMoney(client)), threads));
        }
        for (int i = 0; i < RECORDING; i++) {
            String sender = "s" + i;
            ends.add(CompletableFuture.runAsync(() -> unlessInterrupted(() -> record(sender)), threads));
        }
    }

    /** Waits until so many more receipts have come; fails when they do not come in time. */
    synchronized void awaitReceipts(int more, Duration patience) throws InterruptedException {
        long goal = receipts + more;
        long deadline = System.nanoTime() + patience.toNanos();
        while (receipts < goal) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("only " + receipts + " of " + goal + " receipts came within " + patience);
            }
            wait(left);
        }
    }

    private synchronized void countReceipts(int more) {
        receipts += more;
        notifyAll();
    }

    /** Ends the load once all that was sent is accepted; fails when a client failed. */
    void finish() {
        stopped = true;
        ends.forEach(CompletableFuture::join);
    }

    /** What all accounts must have together once everything has ended. */
    long expectedCents() {
        return (long) ACCOUNTS * OPENING_CENTS + deposited.sum();
    }

    /** The highest number that each sender has receipts for, from every recorder. */
    Map<String, Long> recorded() {
        return recorded;
    }

    /** New transfers and deposits, with some of those before among them: each a key of its own, and the same body for the same key. */
    private void moveMoney(int client) throws InterruptedException {
        Connection connection = new Connection(node);
        Random random = new Random(seed * 31 + client);
        Map<String, String> sent = new LinkedHashMap<>();
        List<String> keys = new ArrayList<>();
        while (!stopped) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                boolean repeats = !keys.isEmpty() && random.nextInt(4) == 0;
                String key = repeats ? keys.get(random.nextInt(keys.size())) : "t-" + client + "-" + keys.size();
                if (!repeats) {
                    sent.put(key, random.nextInt(5) == 0 ? newDeposit(key, random) : newTransfer(key, random));
                    keys.add(key);
                }
                lines.add(sent.get(key));
            }
            countReceipts(connection.sendUntilAccepted(lines).size());
        }
    }

    /** Money from nowhere, so that a message that takes effect twice shows in the sum. */
    private String newDeposit(String key, Random random) {
        int cents = 1 + random.nextInt(OPENING_CENTS);
        deposited.add(cents);
        return line("account/a" + random.nextInt(ACCOUNTS), "Deposit", key, "{\"cents\":" + cents + "}");
    }

    /** Some are more than an account has, and are rejected. */
    private static String newTransfer(String key, Random random) {
        int from = random.nextInt(ACCOUNTS);
        int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        int cents = 1 + random.nextInt(OPENING_CENTS / 2);
        return line("account/a" + from, "Transfer", key, "{\"to\":\"a" + to + "\",\"cents\":" + cents + "}");
    }

    private void record(String sender) throws InterruptedException {
        Connection connection = new Connection(node);
        long n = 0;
        while (!stopped) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                n++;
                for (int recorder = 0; recorder < RECORDERS; recorder++) {
                    lines.add(line(
                            "recorder/r" + recorder,
                            "Record",
                            sender + "-" + n,
                            "{\"sender\":\"" + sender + "\",\"n\":" + n + "}"));
                }
            }
            countReceipts(connection.sendUntilAccepted(lines).size());
            recorded.put(sender, n);
        }
    }

    private static String line(String to, String message, String key, String body) {
        return "{\"to\":\"" + to + "\",\"message\":\"" + message + "\",\"key\":\"" + key + "\",\"body\":" + body + "}";
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static void unlessInterrupted(Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }
}
