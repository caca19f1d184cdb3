package dev.restante.samples.faults;

import dev.restante.gateway.process.LocalNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The trials of a split network, to be run in {@link NetworkOfItsOwn}: what they cut is cut for the whole machine. */
final class SplitTrials {

    private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(4);

    /** The side that is left has to go on. */
    private static final int RECEIPTS_WHILE_SPLIT = 500;

    /** That takes half a minute at least, and a first seed decides within a quarter. */
    private static final int RECEIPTS_UNTIL_IT_COULD_HAVE = 100_000;

    private static final int ABORTED_CONNECTIONS = 100;

    private static final Map<String, Split> SPLITS = Map.of(
            "aborts", new Split("F5 connections aborted", 3, SplitTrials::abortConnections),
            "alone", new Split("F4 one node alone", 3, SplitTrials::alone),
            "halves", new Split("F4 halves", 4, SplitTrials::halves),
            "one-way", new Split("F4 one way only", 3, SplitTrials::oneWay),
            "short", new Split("F4 healed before anything was decided", 3, SplitTrials::shortly),
            "first-seed", new Split("F4 first seed starts while cut off", 3, SplitTrials::firstSeed));

    private SplitTrials() {}

    private record Split(String name, int nodes, ClusterTrial.Fault fault) {}

    /** {@code main SPLIT SEED FOLDER}. */
    public static void main(String[] args) throws Exception {
        NetworkOfItsOwn.endWithTheTest();
        Split split = SPLITS.get(args[0]);
        if (split == null) {
            throw new IllegalArgumentException("no split is called " + args[0] + "; there is " + SPLITS.keySet());
        }
        ClusterTrial.of(split.name(), Long.parseLong(args[1]), Path.of(args[2]))
                .nodes(split.nodes(), split.nodes())
                .clientsWait(CLIENT_PATIENCE)
                .run(split.fault());
    }

    private static int alone(ClusterScene scene) throws InterruptedException {
        LocalNode lonely = scene.anyNode();
        for (LocalNode other : scene.nodes()) {
            if (!other.equals(lonely)) {
                cutBothWays(lonely, other);
            }
        }
        scene.count(1);
        return replace(scene, List.of(lonely));
    }

    /** Of two sides of the same size the one with the lowest address goes on. */
    private static int halves(ClusterScene scene) throws InterruptedException {
        List<LocalNode> low = scene.nodes().subList(0, 2);
        List<LocalNode> high = scene.nodes().subList(2, 4);
        low.forEach(one -> high.forEach(other -> cutBothWays(one, other)));
        scene.count(1);
        return replace(scene, high);
    }

    /** What one node sends is lost, what others send to it arrives. */
    private static int oneWay(ClusterScene scene) throws InterruptedException {
        LocalNode mute = scene.nodes().get(1);
        for (LocalNode other : scene.nodes()) {
            if (!other.equals(mute)) {
                NetworkOfItsOwn.cut(mute.host(), other.host());
            }
        }
        scene.count(1);
        return replace(scene, List.of(mute));
    }

    /** Clients notice, and the failure detector may; nobody is replaced. */
    private static int shortly(ClusterScene scene) throws InterruptedException {
        for (int cut = 0; cut < 3; cut++) {
            scene.letSomeThrough();
            cutBothWays(scene.nodes().get(0), scene.nodes().get(1 + cut % 2));
            scene.count(1);
            scene.load().awaitTimeouts(1, Trial.PATIENCE);
            NetworkOfItsOwn.heal();
            scene.awaitMembers(3);
        }
        return 3;
    }

    /** The first seed is started again while it is cut off: it must not form a cluster of its own on the store that the others serve. */
    private static int firstSeed(ClusterScene scene) throws InterruptedException {
        LocalNode first = scene.nodes().get(0);
        scene.nodes().stream().skip(1).forEach(other -> cutBothWays(first, other));
        scene.awaitEnd(first);
        scene.awaitTakeOver(first);
        CompletableFuture<Void> ready =
                CompletableFuture.runAsync(() -> scene.cluster().start(1));
        scene.count(1);
        scene.load().awaitReceipts(RECEIPTS_UNTIL_IT_COULD_HAVE, Trial.PATIENCE);
        if (ready.isDone() || scene.nodes().get(1).membership().join().members() != 2) {
            throw new AssertionError("the first seed formed a cluster beside the other one");
        }
        NetworkOfItsOwn.heal();
        ready.join();
        scene.awaitMembers(3);
        return 3;
    }

    /** What is on its way between two nodes is lost, again and again. Nobody is replaced. */
    private static int abortConnections(ClusterScene scene) throws InterruptedException {
        while (scene.injected() < ABORTED_CONNECTIONS) {
            scene.letSomeThrough();
            scene.count(NetworkOfItsOwn.abortConnections(
                    scene.anyNode().host(), scene.anyNode().host()));
        }
        scene.awaitMembers(3);
        return 3;
    }

    /** Waits until those on the losing side have ended by themselves, heals, and starts them again. */
    private static int replace(ClusterScene scene, List<LocalNode> losers) throws InterruptedException {
        for (LocalNode loser : losers) {
            scene.awaitEnd(loser);
        }
        for (LocalNode loser : losers) {
            scene.awaitTakeOver(loser);
        }
        scene.load().awaitReceipts(RECEIPTS_WHILE_SPLIT, Trial.PATIENCE);
        NetworkOfItsOwn.heal();
        int all = scene.nodes().size();
        scene.cluster().start(all);
        scene.awaitMembers(all);
        return all;
    }

    private static void cutBothWays(LocalNode one, LocalNode other) {
        NetworkOfItsOwn.cut(one.host(), other.host());
        NetworkOfItsOwn.cut(other.host(), one.host());
    }
}
