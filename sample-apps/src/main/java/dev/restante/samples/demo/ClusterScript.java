package dev.restante.samples.demo;

import dev.restante.gateway.process.LocalCluster;
import dev.restante.gateway.process.LocalNode;
import dev.restante.samples.demo.Disturbances.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong in a cluster: a node is killed, another is frozen until the others have given it up and then goes on, and each is
 * restarted in turn. Meanwhile the carrier closes for a while.
 */
final class ClusterScript {

    /** Far more than it takes: what fails by it is not slow but broken. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int STOPPED_CLEANLY = 0;

    private final LocalCluster cluster;
    private final CarrierDoor carrier;
    private final Consumer<String> announce;
    private volatile @Nullable LocalNode disturbed;

    /** @param announce takes a sentence for everything that happens */
    ClusterScript(LocalCluster cluster, CarrierDoor carrier, Consumer<String> announce) {
        this.cluster = cluster;
        this.carrier = carrier;
        this.announce = announce;
    }

    /** Each follows as soon as the one before is over, while payments go on coming. */
    List<Step> steps() {
        List<LocalNode> nodes = cluster.nodes();
        List<Step> steps = new ArrayList<>(List.of(
                // The first has most to lose: it is the oldest, which decides where partitions are.
                new Step(0.05, () -> disturb(nodes.get(0), this::killAndReplace)),
                new Step(0.20, carrier::close),
                new Step(0.20, () -> disturb(nodes.get(1), this::freezeUntilGivenUp)),
                new Step(0.50, carrier::open)));
        nodes.forEach(node -> steps.add(new Step(0.50, () -> disturb(node, this::roll))));
        return steps;
    }

    /** Whether something is being done to {@code node}. */
    boolean disturbs(LocalNode node) {
        return node.equals(disturbed);
    }

    private void disturb(LocalNode node, Consumer<LocalNode> action) {
        cluster.nodes().stream().filter(LocalNode::hasEnded).forEach(this::replaceEnded);
        disturbed = node;
        try {
            action.accept(node);
        } finally {
            disturbed = null;
        }
    }

    private void replaceEnded(LocalNode node) {
        announce.accept("the node on " + node.host() + " has ended by itself, as its log says; it is started again");
        node.start();
    }

    private void killAndReplace(LocalNode node) {
        long killed = System.nanoTime();
        announce.accept("kill -9 " + node.kill() + ": the node on " + node.host() + " is gone");
        awaitTakeOver(node);
        announce.accept("the others have its partitions after " + since(killed));
        start(node);
    }

    private void freezeUntilGivenUp(LocalNode node) {
        long frozen = System.nanoTime();
        announce.accept("kill -STOP " + node.freeze() + ": the node on " + node.host() + " is frozen");
        try {
            awaitTakeOver(node);
            announce.accept("the others have its partitions after " + since(frozen) + "; it goes on");
        } finally {
            node.thaw();
        }
        long thawed = System.nanoTime();
        try {
            if (!node.endsWithin(PATIENCE)) {
                throw new IllegalStateException("the node on " + node.host() + " goes on although others replaced it");
            }
        } catch (InterruptedException e) {
            throw stopped(e);
        }
        announce.accept("it found itself replaced and ended after " + since(thawed));
        start(node);
    }

    private void roll(LocalNode node) {
        long told = System.nanoTime();
        int code = node.stop(PATIENCE);
        if (code != STOPPED_CLEANLY) {
            throw new IllegalStateException("the node on " + node.host() + " stopped with exit code " + code);
        }
        announce.accept(
                "the node on " + node.host() + " has handed its partitions over and stopped after " + since(told));
        start(node);
    }

    private void start(LocalNode node) {
        long begin = System.nanoTime();
        node.start();
        announce.accept("the node on " + node.host() + " is back after " + since(begin));
    }

    private void awaitTakeOver(LocalNode node) {
        try {
            cluster.await(now -> now.doesWithout(node.host()), PATIENCE, node.host() + " still has partitions");
        } catch (InterruptedException e) {
            throw stopped(e);
        }
    }

    private static IllegalStateException stopped(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("the demo was stopped", cause);
    }

    private static String since(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - nanos) / 1e9);
    }
}
