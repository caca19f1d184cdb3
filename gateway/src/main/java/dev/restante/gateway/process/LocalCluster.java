package dev.restante.gateway.process;

import dev.restante.persistence.local.LocalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Nodes that share a PostgreSQL, each in a process of its own on a loopback address of its own, from 127.0.0.2 on, for those who start, freeze
 * and end them. All are seeds.
 */
public final class LocalCluster implements AutoCloseable {

    private static final int FIRST_HOST = 2;

    /** What a node sends comes from its own address, so that it can be told from what others send. */
    private static final String CALLS_FROM = "-Dpekko.remote.artery.advanced.tcp.outbound-client-hostname=";

    private static final Duration CLEANUP = Duration.ofSeconds(30);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<LocalNode> nodes = new ArrayList<>();
    private final ExecutorService starts = Executors.newCachedThreadPool(LocalCluster::daemon);

    /**
     * None of them is started yet.
     *
     * @param size how many there are at most
     * @param each how nodes are started; each has a log of its own, beside the one that is named there
     */
    public LocalCluster(int size, LocalPostgres database, ChildNodeSettings each) {
        List<String> hosts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            hosts.add("127.0.0." + (FIRST_HOST + i));
        }
        int port = freePort(hosts);
        String seeds = hosts.stream().map(host -> host + ":" + port).collect(Collectors.joining(","));
        for (String host : hosts) {
            List<String> options = new ArrayList<>(each.options());
            options.addAll(List.of("--store", "postgres", "--jdbc-url", database.jdbcUrl()));
            options.addAll(List.of("--jdbc-user", database.user()));
            options.addAll(List.of("--cluster", host + ":" + port, "--seeds", seeds));
            nodes.add(new LocalNode(
                    host, settings(each, host, database.password()).withOptions(options)));
        }
    }

    private static ChildNodeSettings settings(ChildNodeSettings each, String host, String password) {
        Map<String, String> environment = new HashMap<>(each.environment());
        environment.put("RESTANTE_POSTGRES_PASSWORD", password);
        List<String> jvmOptions = new ArrayList<>(each.jvmOptions());
        jvmOptions.add(CALLS_FROM + host);
        return each.withHttp(host + ":0")
                .withJvmOptions(jvmOptions)
                .withLog(each.log().resolveSibling("node-" + host + ".log"))
                .withEnvironment(environment);
    }

    /** One that is free on all hosts: nodes of a StatefulSet have the same port, too. */
    private static int freePort(List<String> hosts) {
        for (int attempt = 0; ; attempt++) {
            int port = freePort(hosts.get(0));
            if (hosts.stream().allMatch(host -> isFree(host, port))) {
                return port;
            }
            if (attempt == 100) {
                throw new IllegalStateException("no port is free on all of " + hosts);
            }
        }
    }

    private static int freePort(String host) {
        try (ServerSocket free = new ServerSocket()) {
            free.bind(new InetSocketAddress(host, 0));
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no port of " + host + " can be used", e);
        }
    }

    private static boolean isFree(String host, int port) {
        try (ServerSocket free = new ServerSocket()) {
            free.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** All of them, running or not. */
    public List<LocalNode> nodes() {
        return List.copyOf(nodes);
    }

    /**
     * Starts the first {@code count} nodes at the same time, those that do not run yet, and waits until all are ready.
     *
     * @throws IllegalStateException when one does not become ready, with the end of its log
     */
    public void start(int count) {
        CompletableFuture<?>[] ready = nodes.subList(0, count).stream()
                .filter(node -> !node.isAlive())
                .map(node -> CompletableFuture.runAsync(node::start, starts))
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ready).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IllegalStateException failed ? failed : e;
        }
    }

    /**
     * Waits until every node that serves sees the cluster as {@code goal} says.
     *
     * @param otherwise what went wrong if that is not so in time
     * @throws IllegalStateException when it is not so within {@code patience}, or when this is closed meanwhile
     */
    public void await(Predicate<Membership> goal, Duration patience, String otherwise) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<Membership> views = views();
        while (views.isEmpty() || !views.stream().allMatch(goal)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(otherwise + ", after " + patience + ": " + views);
            }
            if (closed.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the cluster was closed");
            }
            views = views();
        }
    }

    private List<Membership> views() {
        return nodes.stream()
                .filter(LocalNode::isServing)
                .map(node -> node.membership().join())
                .toList();
    }

    /** Kills all processes. A start that is under way ends first. */
    @Override
    public void close() {
        closed.countDown();
        starts.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            if (!starts.awaitTermination(CLEANUP.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("a node did not end its start within " + CLEANUP);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            nodes.forEach(LocalNode::close);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "start of a node");
        thread.setDaemon(true);
        return thread;
    }
}
