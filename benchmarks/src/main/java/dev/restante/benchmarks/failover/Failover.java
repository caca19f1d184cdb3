package dev.restante.benchmarks.failover;

import dev.restante.gateway.process.LocalCluster;
import dev.restante.gateway.process.LocalNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes nodes away from a cluster under load, and tells how long their partitions gave no receipts. Used by one thread. */
final class Failover {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** For as long before and after as the curve of receipts is drawn. */
    private static final int SECONDS_BEFORE = 3;

    private static final int SECONDS_AFTER = 21;

    private final LocalCluster cluster;
    private final Probes probes;

    Failover(LocalCluster cluster, Probes probes) {
        this.cluster = cluster;
        this.probes = probes;
    }

    /**
     * What one node taken away came to.
     *
     * @param away for each of its partitions, how long it gave no receipt
     * @param pause the longest time without a receipt of any partition, its own or not
     * @param failed requests that got no receipt and were sent again
     * @param curve receipts in each second that has passed, from a few before
     */
    record Loss(List<Duration> away, Duration pause, long failed, List<Integer> curve) {}

    /** Kills a node with -9, starts it again, and waits until all is as it was. */
    Loss kill(LocalNode node) throws InterruptedException {
        settle();
        Set<Integer> partitions = partitionsOf(node);
        long failuresBefore = probes.failures();
        long moment = System.nanoTime();
        node.kill();
        pass(Duration.ofSeconds(SECONDS_AFTER));
        awaitTakeOver(node);
        List<Duration> away = new ArrayList<>();
        for (int partition : partitions) {
            probes.timeline(partition).firstAfter(moment).ifPresent(away::add);
        }
        Loss loss = loss(away, moment, probes.failures() - failuresBefore);
        node.start();
        return loss;
    }

    /** Has a node leave as planned, after clients were told not to use it, and starts it again. */
    Loss leave(LocalNode node) throws InterruptedException {
        settle();
        Set<Integer> partitions = partitionsOf(node);
        probes.avoid(node);
        long failuresBefore = probes.failures();
        long moment = System.nanoTime();
        node.stop(PATIENCE);
        awaitTakeOver(node);
        pass(Duration.ofSeconds(SECONDS_AFTER));
        Loss loss = loss(pauses(partitions, moment), moment, probes.failures() - failuresBefore);
        node.start();
        probes.avoidNobody();
        return loss;
    }

    /** What moving partitions to a node that has just joined came to; of those partitions that moved to it. */
    Loss join(LocalNode node) throws InterruptedException {
        long failuresBefore = probes.failures();
        long moment = System.nanoTime();
        settle();
        return loss(pauses(partitionsOf(node), moment), moment, probes.failures() - failuresBefore);
    }

    private List<Duration> pauses(Set<Integer> partitions, long moment) {
        long now = System.nanoTime();
        return partitions.stream()
                .map(partition -> probes.timeline(partition).longestPause(moment, now))
                .toList();
    }

    private Loss loss(List<Duration> away, long moment, long failed) {
        long now = System.nanoTime();
        Duration pause = probes.timelines().stream()
                .map(each -> each.longestPause(moment, now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        List<Integer> curve = new ArrayList<>();
        for (int second = -SECONDS_BEFORE; second < SECONDS_AFTER; second++) {
            long from = moment + TimeUnit.SECONDS.toNanos(second);
            if (from + TimeUnit.SECONDS.toNanos(1) > now) {
                break;
            }
            curve.add(probes.timelines().stream()
                    .mapToInt(each -> each.count(from, from + TimeUnit.SECONDS.toNanos(1)))
                    .sum());
        }
        return new Loss(away, pause, failed, curve);
    }

    /** Waits until partitions are spread evenly, and for a quiet stretch to compare with. */
    private void settle() throws InterruptedException {
        int nodes = cluster.nodes().size();
        cluster.await(now -> now.isBalanced(nodes), PATIENCE, "partitions are not spread evenly");
        pass(Duration.ofSeconds(SECONDS_BEFORE));
    }

    private void awaitTakeOver(LocalNode node) throws InterruptedException {
        cluster.await(now -> now.doesWithout(node.host()), PATIENCE, node.host() + " still has partitions");
    }

    private static Set<Integer> partitionsOf(LocalNode node) {
        return node.membership().join().partitionsOf(node.host());
    }

    /** Lets time pass: it is time that is measured. */
    private static void pass(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
