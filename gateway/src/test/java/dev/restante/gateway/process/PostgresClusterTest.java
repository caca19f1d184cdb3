package dev.restante.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.persistence.local.LocalPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes on one PostgreSQL, as processes on loopback addresses of their own. */
@Timeout(300)
class PostgresClusterTest {

    private static final int ACTORS = 12;

    /** A failed node is given up sooner than is wise, and there is less to recover: this runs with every build. */
    private static final List<String> HASTY = List.of(
            "-Xmx384m",
            "-XX:TieredStopAtLevel=1",
            "-Drestante.partitions=16",
            "-Dpekko.cluster.failure-detector.acceptable-heartbeat-pause=2s",
            "-Dpekko.cluster.split-brain-resolver.stable-after=1s");

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path folder;

    private static String post(URI node, String path, String body) throws Exception {
        return CLIENT.send(
                        HttpRequest.newBuilder(node.resolve(path))
                                .timeout(Duration.ofSeconds(90))
                                .header("Content-Type", "application/json")
                                .header("Prefer", "wait=30")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static void addOnce(URI node, int actor, String key) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(node.resolve("/actors/tally/t" + actor + "/Add"))
                .timeout(Duration.ofSeconds(90))
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=30")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString("{\"n\":1}"))
                .build();
        int tries = 0;
        for (int status = 0; status != 200; tries++) {
            assertThat(tries)
                    .as("tries of " + key + ", the last answered " + status)
                    .isLessThan(20);
            HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
            status = answer.statusCode();
        }
    }

    @Test
    void a_node_that_is_killed_loses_nothing_and_the_others_go_on() throws Exception {
        try (LocalPostgres server = LocalPostgres.start();
                LocalCluster cluster = new LocalCluster(3, server, settings())) {
            cluster.start(3);
            List<LocalNode> nodes = cluster.nodes();
            for (LocalNode node : nodes) {
                for (int actor = 0; actor < ACTORS; actor++) {
                    addOnce(address(node), actor, "before-" + node.host());
                }
            }

            nodes.get(1).kill();
            for (int actor = 0; actor < ACTORS; actor++) {
                addOnce(address(nodes.get(2 * (actor % 2))), actor, "after");
            }

            for (int actor = 0; actor < ACTORS; actor++) {
                assertThat(post(address(nodes.get(0)), "/actors/tally/t" + actor + "/Sum", "{}"))
                        .contains("\"sum\":4");
            }
        }
    }

    private ChildNodeSettings settings() {
        return ChildNodeSettings.of("tally", folder).withJvmOptions(HASTY);
    }

    private static URI address(LocalNode node) {
        return node.address().orElseThrow();
    }
}
