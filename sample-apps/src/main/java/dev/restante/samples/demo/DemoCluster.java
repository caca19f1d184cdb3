package dev.restante.samples.demo;

import dev.restante.gateway.process.ChildNodeSettings;
import dev.restante.gateway.process.LocalCluster;
import dev.restante.gateway.process.LocalNode;
import dev.restante.gateway.process.Membership;
import dev.restante.persistence.local.LocalPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Several nodes on loopback addresses, on a PostgreSQL that is started for them. Thread-safe. */
final class DemoCluster implements DemoNodes {

    /** Several of them share the memory and the processors of one machine. */
    private static final List<String> MODEST = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");

    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final Path folder;
    private final CarrierDoor carrier;
    private final AtomicInteger turn = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final LocalPostgres database;
    private final LocalCluster cluster;
    private final ClusterScript script;
    private CompletableFuture<Membership> asked = CompletableFuture.completedFuture(Membership.UNKNOWN);
    private Membership latest = Membership.UNKNOWN;

    /** @param announce takes a sentence for everything that happens */
    DemoCluster(int size, Path folder, CarrierDoor carrier, Consumer<String> announce) {
        this.folder = folder;
        this.carrier = carrier;
        this.database = LocalPostgres.startIn(folder);
        this.cluster = new LocalCluster(size, database, settings());
        this.script = new ClusterScript(cluster, carrier, announce);
    }

    private ChildNodeSettings settings() {
        List<String> jvmOptions =
                Stream.concat(MODEST.stream(), Stream.of(carrier.jvmOption())).toList();
        return ChildNodeSettings.of("payments", folder)
                .withJvmOptions(jvmOptions)
                .withReadyWithin(START);
    }

    @Override
    public void start() {
        cluster.start(cluster.nodes().size());
    }

    @Override
    public Optional<URI> address(Duration patience) throws InterruptedException {
        return next(patience, node -> node.address().isPresent());
    }

    @Override
    public Optional<URI> quietAddress(Duration patience) throws InterruptedException {
        return next(patience, this::isQuiet);
    }

    private Optional<URI> next(Duration patience, Predicate<LocalNode> fit) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<URI> found = next(fit).flatMap(LocalNode::address);
        while (found.isEmpty()
                && System.nanoTime() < deadline
                && !closed.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS)) {
            found = next(fit).flatMap(LocalNode::address);
        }
        return found;
    }

    /** The next node in turn that will do. */
    private Optional<LocalNode> next(Predicate<LocalNode> fit) {
        List<LocalNode> nodes = cluster.nodes();
        int first = turn.getAndIncrement();
        return IntStream.range(first, first + nodes.size())
                .mapToObj(i -> nodes.get(Math.floorMod(i, nodes.size())))
                .filter(fit)
                .findFirst();
    }

    private boolean isQuiet(LocalNode node) {
        return node.isServing() && !script.disturbs(node);
    }

    /** A node that ends by itself is started again between two disturbances: one that the others gave up has to. */
    @Override
    public void watch() {
        if (cluster.nodes().stream().allMatch(LocalNode::hasEnded)) {
            throw new IllegalStateException("all nodes have ended by themselves; their logs are in " + folder);
        }
    }

    /** What was seen last; another look is begun. */
    @Override
    public synchronized String status() {
        if (asked.isDone()) {
            latest = asked.join();
            asked = next(this::isQuiet)
                    .map(LocalNode::membership)
                    .orElseGet(() -> CompletableFuture.completedFuture(Membership.UNKNOWN));
        }
        return "  " + latest.members() + " nodes: " + latest.describe();
    }

    @Override
    public List<Disturbances.Step> script() {
        return script.steps();
    }

    /** Kills the nodes for good, then ends the database. */
    @Override
    public void close() {
        closed.countDown();
        cluster.close();
        database.close();
    }
}
