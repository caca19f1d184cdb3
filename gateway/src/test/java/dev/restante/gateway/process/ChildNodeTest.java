package dev.restante.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class ChildNodeTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path folder;

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

    private static String get(URI node, String path) throws Exception {
        return CLIENT.send(
                        HttpRequest.newBuilder(node.resolve(path))
                                .timeout(Duration.ofSeconds(60))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    @Test
    void what_was_processed_before_a_kill_is_there_after_it() throws Exception {
        ChildNodeSettings settings = ChildNodeSettings.of("tally", folder);
        ChildNode killed;
        try (ChildNode node = ChildNode.start(settings)) {
            for (int n = 1; n <= 10; n++) {
                assertThat(post(node.address(), "/actors/tally/a/Add", "{\"n\":" + n + "}")
                                .statusCode())
                        .isEqualTo(200);
            }
            node.kill();
            assertThat(node.isAlive()).isFalse();
            killed = node;
        }

        try (ChildNode node = killed.restart()) {
            HttpResponse<String> sum = post(node.address(), "/actors/tally/a/Sum", "{}");

            assertThat(sum.body()).contains("\"reply\":{\"sum\":55,\"count\":10}");
            assertThat(get(node.address(), "/audit"))
                    .contains("\"balanced\":true")
                    .contains("\"pending\":0");
            assertThat(node.stop(Duration.ofSeconds(60))).isZero();
        }
        assertThat(Files.readString(settings.log())).contains("ready at").contains("stopped");
    }

    @Test
    void a_folder_in_use_is_told_in_a_sentence_and_its_owner_goes_on() throws Exception {
        try (ChildNode owner = ChildNode.start(ChildNodeSettings.of("tally", folder))) {
            assertThatThrownBy(() -> ChildNode.start(ChildNodeSettings.of("tally", folder)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use by")
                    .hasMessageContaining(Long.toString(owner.pid()));

            assertThat(get(owner.address(), "/health/ready")).contains("ready");
        }
    }

    @Test
    void a_port_in_use_is_told_in_a_sentence() throws IOException {
        try (ChildNode owner =
                ChildNode.start(ChildNodeSettings.of("tally", Files.createDirectory(folder.resolve("a"))))) {
            String taken = "127.0.0.1:" + owner.address().getPort();
            ChildNodeSettings same = ChildNodeSettings.of("tally", Files.createDirectory(folder.resolve("b")))
                    .withHttp(taken);

            assertThatThrownBy(() -> ChildNode.start(same))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("restante: cannot serve on " + taken)
                    .hasMessageContaining("--http HOST:PORT");
        }
    }

    @Test
    void an_unknown_application_and_an_open_door_are_told_in_a_sentence() {
        assertThatThrownBy(() -> ChildNode.start(ChildNodeSettings.of("taly", folder)))
                .hasMessageContaining("there is no application 'taly'")
                .hasMessageContaining("tally");
        assertThatThrownBy(() ->
                        ChildNode.start(ChildNodeSettings.of("tally", folder).withHttp("0.0.0.0:0")))
                .hasMessageContaining("--insecure");
    }
}
