package dev.restante.samples.faults;

import dev.restante.gateway.process.LocalNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of a cluster killed with -9 under load: one, most of them, all (F1). */
@Tag("cluster-faults")
class ClusterKillTest {

    @TempDir
    Path folder;

    @Test
    void nothing_is_lost_doubled_or_overtaken_when_one_some_and_all_nodes_are_killed() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        ClusterTrial.of("F1 one, most, all nodes killed", seed, folder).run(scene -> {
            killOne(scene);
            killMost(scene);
            killAll(scene);
            return 3;
        });
    }

    private static void killOne(ClusterScene scene) throws InterruptedException {
        scene.letSomeThrough();
        LocalNode victim = scene.anyNode();
        victim.kill();
        scene.count(1);
        scene.awaitTakeOver(victim);
        scene.letSomeThrough();
        victim.start();
    }

    /** The one that is left has no majority, and must not go on by itself. */
    private static void killMost(ClusterScene scene) throws InterruptedException {
        scene.letSomeThrough();
        List<LocalNode> victims = new ArrayList<>(scene.nodes());
        LocalNode left = scene.anyNode();
        victims.remove(left);
        victims.forEach(LocalNode::kill);
        scene.count(victims.size());
        scene.awaitEnd(left);
        scene.cluster().start(3);
    }

    private static void killAll(ClusterScene scene) throws InterruptedException {
        scene.letSomeThrough();
        scene.cluster().killAll();
        scene.count(3);
        scene.cluster().start(3);
    }
}
