package dev.restante.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.persistence.local.LocalPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node on PostgreSQL, over HTTP, while either of the two is killed. */
@Timeout(240)
class PostgresNodeTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static LocalPostgres server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        server = LocalPostgres.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private ChildNodeSettings settings(String password) {
        return ChildNodeSettings.of("tally", folder)
                .withOptions(
                        List.of("--store", "postgres", "--jdbc-url", server.jdbcUrl(), "--jdbc-user", server.user()))
                .withEnvironment(Map.of("RESTANTE_POSTGRES_PASSWORD", password))
                .withJvmOptions(
                        List.of("-Drestante.courier.accept=2s", "-Drestante.postgres.connections.wait-timeout=1s"));
    }

    private static HttpResponse<String> post(URI node, String path, String body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(node.resolve(path))
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", "application/json")
                        .header("Prefer", "wait=30")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> add(URI node, String key) throws Exception {
        return post(node, "/actors/tally/" + key + "/Add", "{\"n\":1}");
    }

    @Test
    void what_was_processed_is_there_after_kills_of_the_node_and_of_the_database() throws Exception {
        ChildNode killed;
        try (ChildNode node = ChildNode.start(settings(server.password()))) {
            for (int n = 0; n < 10; n++) {
                assertThat(add(node.address(), "a").statusCode()).isEqualTo(200);
            }
            node.kill();
            killed = node;
        }

        try (ChildNode node = killed.restart()) {
            assertThat(post(node.address(), "/actors/tally/a/Sum", "{}").body()).contains("\"sum\":10");
            server.kill();

            HttpResponse<String> refused = add(node.address(), "b");

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            server.restart();
            int tries = 1;
            while (add(node.address(), "c").statusCode() != 200) {
                assertThat(tries++).as("tries until the node serves again").isLessThan(60);
            }
            assertThat(post(node.address(), "/actors/tally/a/Sum", "{}").body()).contains("\"sum\":10");
            assertThat(node.stop(Duration.ofSeconds(60))).isZero();
        }
        assertThat(Files.readString(folder.resolve("node.log"))).doesNotContain(server.password());
    }

    @Test
    void a_node_that_is_not_let_in_says_so_and_does_not_show_the_password() {
        assertThatThrownBy(() -> ChildNode.start(settings("open sesame")))
                .hasMessageContaining("refuses the login")
                .hasMessageContaining("RESTANTE_POSTGRES_PASSWORD")
                .hasMessageNotContaining("open sesame");
    }
}
