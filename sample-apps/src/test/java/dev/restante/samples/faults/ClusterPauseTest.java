package dev.restante.samples.faults;

import dev.restante.gateway.process.LocalNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node of a cluster that stops where it is, and goes on after a while, or after the others have replaced it (F2). */
@Tag("cluster-faults")
class ClusterPauseTest {

    private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    @Test
    void a_node_that_goes_on_after_it_was_replaced_changes_nothing_and_ends() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        ClusterTrial.of("F2 frozen until replaced", seed, folder)
                .clientsWait(CLIENT_PATIENCE)
                .run(scene -> {
                    freezeShortly(scene);
                    freezeUntilReplaced(scene, scene.nodes().get(0));
                    freezeUntilReplaced(scene, scene.anyNode());
                    return 3;
                });
    }

    /** Clients notice it, the others do not yet. */
    private static void freezeShortly(ClusterScene scene) throws InterruptedException {
        scene.letSomeThrough();
        LocalNode node = scene.anyNode();
        node.freeze();
        scene.count(1);
        scene.load().awaitTimeouts(1, Trial.PATIENCE);
        node.thaw();
        scene.awaitMembers(3);
    }

    private static void freezeUntilReplaced(ClusterScene scene, LocalNode node) throws InterruptedException {
        scene.letSomeThrough();
        node.freeze();
        scene.count(1);
        scene.awaitTakeOver(node);
        scene.letSomeThrough();
        node.thaw();
        scene.awaitEnd(node);
        node.start();
    }
}
