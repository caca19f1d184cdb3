package dev.restante.samples.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.gateway.process.LocalNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of two releases with different formats on one store, under load (F3). */
@Tag("cluster-faults")
class RollingUpdateTest {

    private static final List<String> THIS_RELEASE = List.of();

    @TempDir
    Path folder;

    @Test
    void nothing_is_lost_doubled_or_overtaken_by_an_update_that_is_half_undone_and_then_done() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        List<String> nextRelease =
                NextRelease.in(Files.createDirectory(folder.resolve("next"))).jvmOptions();
        ClusterTrial.of("F3 rolling update", seed, folder).run(scene -> {
            LocalNode first = scene.nodes().get(0);
            LocalNode second = scene.nodes().get(1);

            replace(scene, first, nextRelease);
            // The partitions of a node that leaves go to the latest release.
            replace(scene, second, nextRelease);
            assertThat(partitionsOf(first)).isPositive();
            replace(scene, first, THIS_RELEASE);
            assertThat(partitionsOf(second)).isPositive();
            replace(scene, second, THIS_RELEASE);

            for (LocalNode node : scene.nodes()) {
                replace(scene, node, nextRelease);
            }
            awaitFormat(scene, first);
            scene.letSomeThrough();
            scene.stop(first);
            first.setJvmOptions(THIS_RELEASE);
            assertThatThrownBy(first::start)
                    .hasMessageContaining("the store holds format version " + NextRelease.FORMAT)
                    .hasMessageContaining("start release " + NextRelease.NUMBER + " or a later one");
            first.setJvmOptions(nextRelease);
            first.start();
            return 3;
        });
    }

    private static void replace(ClusterScene scene, LocalNode node, List<String> jvmOptions)
            throws InterruptedException {
        scene.letSomeThrough();
        node.setJvmOptions(jvmOptions);
        scene.restart(node);
        scene.awaitMembers(3);
        scene.count(1);
    }

    private static int partitionsOf(LocalNode node) {
        return node.membership().join().partitionsOf(node.host()).size();
    }

    private static void awaitFormat(ClusterScene scene, LocalNode node) throws InterruptedException, IOException {
        String raised = "all members read format version " + NextRelease.FORMAT;
        long deadline = System.nanoTime() + Trial.PATIENCE.toNanos();
        while (!Files.readString(node.log()).contains(raised)) {
            assertThat(System.nanoTime()).as(raised).isLessThan(deadline);
            scene.load().awaitReceipts(1, Trial.PATIENCE);
        }
    }
}
