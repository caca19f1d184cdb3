package dev.restante.samples.faults;

import dev.restante.gateway.process.LocalNode;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that join and leave under load (F3). */
@Tag("cluster-faults")
class RollingRestartTest {

    private static final int ROUNDS = 10;

    @TempDir
    Path folder;

    @Test
    void nothing_is_lost_doubled_or_overtaken_by_ten_rolling_restarts() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        ClusterTrial.of("F3 ten rolling restarts", seed, folder).run(scene -> {
            for (int round = 0; round < ROUNDS; round++) {
                for (LocalNode node : scene.nodes()) {
                    scene.letSomeThrough();
                    scene.restart(node);
                    scene.count(1);
                }
            }
            return 3;
        });
    }

    @Test
    void nothing_is_lost_doubled_or_overtaken_when_one_node_becomes_three_and_then_two() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        ClusterTrial.of("F3 one node, three, two", seed, folder).nodes(3, 1).run(scene -> {
            scene.letSomeThrough();
            scene.cluster().start(3);
            scene.cluster()
                    .cluster()
                    .await(now -> now.isBalanced(3), Trial.PATIENCE, "three nodes do not share evenly");
            scene.letSomeThrough();
            scene.stop(scene.nodes().get(2));
            scene.awaitMembers(2);
            scene.count(3);
            return 2;
        });
    }
}
