package dev.restante.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.persistence.local.LocalPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes on one PostgreSQL, as processes on loopback addresses of their own. */
@Tag("long")
@Timeout(300)
class PostgresClusterTest {

    private static final int ACTORS = 12;

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path folder;

    private LocalPostgres server;
    private int port;

    private CompletableFuture<ChildNode> start(int number) {
        String host = "127.0.0." + (number + 1);
        ChildNodeSettings settings = ChildNodeSettings.of("tally", folder)
                .withHttp(host + ":0")
                .withOptions(List.of(
                        "--store",
                        "postgres",
                        "--jdbc-url",
                        server.jdbcUrl(),
                        "--jdbc-user",
                        server.user(),
                        "--cluster",
                        host + ":" + port,
                        "--seeds",
                        "127.0.0.2:" + port + ",127.0.0.3:" + port + ",127.0.0.4:" + port))
                .withEnvironment(Map.of("RESTANTE_POSTGRES_PASSWORD", server.password()))
                .withJvmOptions(List.of("-Xmx384m"));
        return CompletableFuture.supplyAsync(() -> ChildNode.start(settings));
    }

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
        port = freePort();
        server = LocalPostgres.start();
        List<CompletableFuture<ChildNode>> starting = List.of(start(1), start(2), start(3));
        try {
            List<ChildNode> nodes =
                    starting.stream().map(CompletableFuture::join).toList();
            for (int round = 0; round < 3; round++) {
                for (int actor = 0; actor < ACTORS; actor++) {
                    addOnce(nodes.get(round).address(), actor, "before-" + round);
                }
            }

            nodes.get(1).kill();
            for (int actor = 0; actor < ACTORS; actor++) {
                addOnce(nodes.get(2 * (actor % 2)).address(), actor, "after");
            }

            for (int actor = 0; actor < ACTORS; actor++) {
                assertThat(post(nodes.get(0).address(), "/actors/tally/t" + actor + "/Sum", "{}"))
                        .contains("\"sum\":4");
            }
        } finally {
            starting.forEach(PostgresClusterTest::close);
            server.close();
        }
    }

    private static void close(CompletableFuture<ChildNode> starting) {
        starting.handle((node, failure) -> failure == null ? Optional.of(node) : Optional.<ChildNode>empty())
                .join()
                .ifPresent(ChildNode::close);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
