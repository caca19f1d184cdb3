package dev.restante.samples.faults;

import dev.restante.gateway.process.LocalNode;
import dev.restante.persistence.local.LocalPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Where a fault of a cluster happens: nodes, their database, and the load on them. Used by one thread. */
final class ClusterScene {

    private static final int MOST_RECEIPTS = 1_000;
    private static final Duration STOP = Duration.ofMinutes(1);

    private final FaultyCluster cluster;
    private final Load load;
    private final Random random;
    private long injected;

    ClusterScene(FaultyCluster cluster, Load load, Random random) {
        this.cluster = cluster;
        this.load = load;
        this.random = random;
    }

    FaultyCluster cluster() {
        return cluster;
    }

    List<LocalNode> nodes() {
        return cluster.nodes();
    }

    /** One of the nodes, by chance. */
    LocalNode anyNode() {
        return nodes().get(random.nextInt(nodes().size()));
    }

    LocalPostgres database() {
        return cluster.database();
    }

    Load load() {
        return load;
    }

    /** Lets some receipts come, by chance none. */
    void letSomeThrough() throws InterruptedException {
        load.awaitReceipts(random.nextInt(MOST_RECEIPTS), Trial.PATIENCE);
    }

    /** Waits until all nodes that serve know that others than {@code node} have all partitions. */
    void awaitTakeOver(LocalNode node) throws InterruptedException {
        cluster.cluster()
                .await(now -> now.doesWithout(node.host()), Trial.PATIENCE, node.host() + " still has partitions");
    }

    /** Waits until all nodes that serve know where every partition is, and that there are {@code nodes} of them. */
    void awaitMembers(int nodes) throws InterruptedException {
        cluster.cluster()
                .await(
                        now -> now.members() == nodes && now.missing() == 0,
                        Trial.PATIENCE,
                        "there are not " + nodes + " nodes with all partitions");
    }

    /** Restarts a node as planned: it hands its partitions over first. */
    void restart(LocalNode node) {
        stop(node);
        node.start();
    }

    /** Stops a node as planned. */
    void stop(LocalNode node) {
        int code = node.stop(STOP);
        if (code != 0) {
            throw new AssertionError("the node on " + node.host() + " stopped with exit code " + code);
        }
    }

    /** Waits until a node that the others have replaced notices it, and ends. */
    void awaitEnd(LocalNode node) throws InterruptedException {
        if (!node.endsWithin(Trial.PATIENCE)) {
            throw new AssertionError("the node on " + node.host() + " goes on although it was replaced");
        }
    }

    /** Counts faults that were injected. */
    void count(long faults) {
        injected += faults;
    }

    long injected() {
        return injected;
    }
}
