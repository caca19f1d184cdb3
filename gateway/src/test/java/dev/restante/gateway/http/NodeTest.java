package dev.restante.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTest {

    @RegisterExtension
    static final TestGateway GATEWAY = new TestGateway();

    @Test
    void a_node_lives_and_is_ready_when_every_partition_has_an_owner() {
        assertThat(GATEWAY.get("/health/live").status()).isEqualTo(200);
        assertThat(GATEWAY.get("/health/ready").status()).isEqualTo(200);
    }

    @Test
    void a_partition_without_an_owner_makes_it_not_ready() {
        GATEWAY.runtime.operations.cluster = FakeRuntime.cluster(0, 1, 2);

        TestClient.Answer answer = GATEWAY.get("/health/ready");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("unavailable");
        assertThat(answer.detail()).contains("5 of 8");
        assertThat(GATEWAY.get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void the_cluster_is_shown_with_its_owners() {
        var cluster = GATEWAY.get("/cluster").json();

        assertThat(cluster.path("members").path(0).path("address").asText()).isEqualTo("pekko://node@a:1");
        assertThat(cluster.path("members").path(0).path("roles").path(0).asText())
                .isEqualTo("reads-1");
        assertThat(cluster.path("partitionCount").intValue()).isEqualTo(8);
        assertThat(cluster.path("partitions").path("3").asText()).isEqualTo("pekko://node@a:1");
    }

    @Test
    void metrics_count_requests_by_route_and_not_by_path() {
        GATEWAY.get("/actors/account/someone-in-particular/messages/1-1-1");

        TestClient.Answer answer = GATEWAY.get("/metrics");

        assertThat(answer.header("Content-Type")).startsWith("text/plain");
        assertThat(answer.response().body())
                .contains("restante_http_request_duration_seconds_count{method=\"GET\","
                        + "route=\"/actors/{type}/{key}/messages/{id}\",status=\"404\"}")
                .contains("jvm_memory_used_bytes")
                .contains("restante_records_total 42.0", "restante_pending_messages 10.0")
                .doesNotContain("someone-in-particular");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:0", "[::]:0", "192.0.2.1:0"})
    void more_than_loopback_is_refused_without_access_control(String address) {
        HttpSettings settings = HttpSettings.defaults().withAddress(address);

        assertThatThrownBy(() -> HttpServer.requireGuarded(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--insecure");
        HttpServer.requireGuarded(settings.withInsecure(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:0", "[::1]:7070", "localhost:80", "127.9.9.9:1"})
    void loopback_needs_no_permission(String address) {
        HttpServer.requireGuarded(HttpSettings.defaults().withAddress(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "7070", "127.0.0.1", ":7070", "host:", "host:x", "host:-1", "host:65536", "::1:80", "[::1]"})
    void an_address_that_cannot_be_read_says_what_one_looks_like(String address) {
        assertThatThrownBy(() -> HttpSettings.defaults().withAddress(address))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
