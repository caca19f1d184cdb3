package dev.restante.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restante.gateway.http.HttpSettings;
import dev.restante.gateway.http.TestClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The interface on a real node: what it promises is what the runtime does. */
@Timeout(120)
class RestanteNodeTest {

    @TempDir
    static Path folder;

    private static RestanteNode node;
    private static TestClient client;

    @BeforeAll
    static void a_node_is_ready() throws Exception {
        node = RestanteNode.start(
                NodeSettings.of(folder).withHttp(HttpSettings.defaults().withAddress("127.0.0.1:0")),
                List.of(new TallyApplication()));
        node.ready().toCompletableFuture().get(60, TimeUnit.SECONDS);
        client = new TestClient(node.address());
    }

    @AfterAll
    static void the_node_stops() {
        node.close();
    }

    private static TestClient.Answer add(String tally, String n, String... headers) {
        return client.post("/actors/tally/" + tally + "/Add", "{\"n\":" + n + "}", headers);
    }

    private static long sum(String tally) {
        return client.post("/actors/tally/" + tally + "/Sum", "{}", "Prefer", "wait=30")
                .json()
                .path("reply")
                .path("sum")
                .longValue();
    }

    private static String state(String path) {
        return client.get(path).json().path("state").asText();
    }

    @Test
    void a_message_is_durable_then_processed_and_its_reply_remembered() {
        TestClient.Answer receipt = add("plain", "5");
        assertThat(receipt.status()).isEqualTo(202);

        String place = receipt.header("Location");
        Eventually.that(() -> assertThat(state(place)).isEqualTo("processed"));
        assertThat(client.get(place).json().path("reply").path("sum").longValue())
                .isEqualTo(5);
    }

    @Test
    void a_key_makes_a_repeat_harmless_and_another_payload_under_it_a_problem() {
        TestClient.Answer first = add("keyed", "5", "Idempotency-Key", "k/1", "Prefer", "wait=30");
        TestClient.Answer repeat = add("keyed", "5", "Idempotency-Key", "k/1", "Prefer", "wait=30");
        TestClient.Answer other = add("keyed", "6", "Idempotency-Key", "k/1");

        assertThat(first.json().path("duplicate").booleanValue()).isFalse();
        assertThat(repeat.json().path("duplicate").booleanValue()).isTrue();
        assertThat(repeat.json().path("id")).isEqualTo(first.json().path("id"));
        assertThat(repeat.json().path("reply")).isEqualTo(first.json().path("reply"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("key-reused");
        assertThat(state("/actors/tally/keyed/messages/k%2F1")).isEqualTo("processed");
        assertThat(sum("keyed")).isEqualTo(5);
    }

    @Test
    void a_rejection_is_an_outcome_and_not_a_problem() {
        TestClient.Answer answer = add("rejecting", "-1", "Prefer", "wait=30");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("state").asText()).isEqualTo("rejected");
        assertThat(answer.json().path("reason").asText()).isEqualTo("negative");
    }

    @Test
    void a_body_that_does_not_fit_names_its_field_and_what_is_not_json_is_malformed() {
        TestClient.Answer wrong = client.post("/actors/tally/a/Add", "{\"n\":\"five\"}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.json().path("field").asText()).isEqualTo("n");

        assertThat(client.post("/actors/tally/a/Add", "{\"n\":1").problem()).isEqualTo("malformed");
        assertThat(client.post("/actors/tally/a/Add", "{\"n\":1}}").problem()).isEqualTo("malformed");
        assertThat(client.post("/actors/tally/a/Add", "{\"n\":1,\"n\":2}").status())
                .isBetween(400, 422);
        assertThat(client.post("/actors/tally/a/Add", "{\"n\":1e400}").status()).isBetween(400, 422);
        assertThat(client.post("/actors/tally/a/Add", "{\"a\":".repeat(50_000)).status())
                .isBetween(400, 422);
        assertThat(client.post("/actors/tally/a/Adds", "{}").problem()).isEqualTo("unknown-message");
    }

    @Test
    void a_delayed_message_can_be_cancelled_and_a_processed_one_cannot() {
        String delayed =
                client.post("/actors/tally/later/Add?delay=PT1H", "{\"n\":1}").header("Location");
        assertThat(state(delayed)).isEqualTo("delayed");
        assertThat(client.delete(delayed).status()).isEqualTo(204);
        assertThat(state(delayed)).isEqualTo("cancelled");

        String done = "/actors/tally/later/messages/"
                + add("later", "1", "Prefer", "wait=30").json().path("id").asText();
        assertThat(client.delete(done).status()).isEqualTo(409);
        assertThat(client.delete("/actors/tally/later/messages/1-1-1").status()).isEqualTo(404);
    }

    @Test
    void a_paused_mailbox_keeps_what_arrives_and_can_be_peeked_and_purged() {
        assertThat(client.put("/actors/tally/paused/pause").status()).isEqualTo(204);
        for (int n = 1; n <= 3; n++) {
            add("paused", Integer.toString(n));
        }

        JsonNode actor = client.get("/actors/tally/paused").json();
        assertThat(actor.path("paused").booleanValue()).isTrue();
        assertThat(actor.path("depth").intValue()).isEqualTo(3);
        JsonNode waiting =
                client.get("/actors/tally/paused/mailbox?limit=2").json().path("messages");
        assertThat(waiting.findValuesAsText("n")).containsExactly("1", "2");
        assertThat(client.get("/actors/tally?depth=nonempty")
                        .json()
                        .path("actors")
                        .findValuesAsText("actor"))
                .contains("tally/paused");

        assertThat(client.delete("/actors/tally/paused/mailbox")
                        .json()
                        .path("purged")
                        .intValue())
                .isEqualTo(3);
        client.delete("/actors/tally/paused/pause");
        assertThat(sum("paused")).isZero();
    }

    @Test
    void a_message_that_is_not_begun_in_time_expires() {
        client.put("/actors/tally/slow/pause");
        String place =
                client.post("/actors/tally/slow/Add?ttl=PT0.001S", "{\"n\":1}").header("Location");

        Eventually.that(() -> assertThat(
                        client.get("/actors/tally/slow/mailbox?limit=1").status())
                .isEqualTo(200));
        client.delete("/actors/tally/slow/pause");
        Eventually.that(() -> assertThat(state(place)).isEqualTo("expired"));
    }

    @Test
    void a_message_that_fails_becomes_a_dead_letter_that_a_correction_revives() {
        String id = add("failing", "0").json().path("id").asText();
        Eventually.that(
                () -> assertThat(client.get("/dead-letters/" + id).status()).isEqualTo(200));

        JsonNode letter = client.get("/dead-letters/" + id).json();
        assertThat(letter.path("reason").asText()).contains("nothing to add");
        assertThat(letter.path("stack").asText()).contains("TallyApplication");
        assertThat(letter.path("attempts").intValue()).isEqualTo(2);
        assertThat(client.get("/dead-letters?actor=tally/failing")
                        .json()
                        .path("deadLetters")
                        .findValuesAsText("id"))
                .containsExactly(id);

        assertThat(client.post("/dead-letters/" + id + "/redrive", "{\"n\":9}").status())
                .isEqualTo(204);
        Eventually.that(() -> assertThat(sum("failing")).isEqualTo(9));
        assertThat(client.get("/dead-letters/" + id).status()).isEqualTo(404);
    }

    @Test
    void dead_letters_are_redriven_together_and_discarded() {
        String first = add("doomed", "0").json().path("id").asText();
        String second = add("doomed", "0").json().path("id").asText();
        Eventually.that(() -> assertThat(
                        client.get("/dead-letters?actor=tally/doomed").json().path("deadLetters"))
                .hasSize(2));

        TestClient.Answer redriven = client.send(
                client.request("/dead-letters/redrive?actor=tally/doomed").POST(BodyPublishers.noBody()));
        assertThat(redriven.json().path("redriven").intValue()).isEqualTo(2);
        Eventually.that(() -> assertThat(client.get("/dead-letters?actor=tally/doomed")
                        .json()
                        .path("deadLetters")
                        .findValuesAsText("id"))
                .containsExactly(first, second));

        assertThat(client.delete("/dead-letters/" + first).status()).isEqualTo(204);
        assertThat(client.delete("/dead-letters/" + first).status()).isEqualTo(404);
    }

    @Test
    void a_stream_of_lines_is_processed_in_order() {
        String lines = IntStream.rangeClosed(1, 20_000)
                .mapToObj(n -> "{\"to\":\"tally/s" + n % 7 + "\",\"message\":\"Add\",\"key\":\"k" + n
                        + "\",\"body\":{\"n\":" + n + "}}\n")
                .collect(Collectors.joining());

        for (boolean duplicate : new boolean[] {false, true}) {
            TestClient.Answer answer = client.post("/messages", "application/x-ndjson", BodyPublishers.ofString(lines));
            assertThat(answer.response().body().lines().filter(line -> line.contains("\"duplicate\":" + duplicate)))
                    .hasSize(20_000);
        }
        long total = IntStream.range(0, 7).mapToLong(n -> sum("s" + n)).sum();
        assertThat(total).isEqualTo(20_000L * 20_001 / 2);
    }

    @Test
    void events_reach_whoever_subscribed() {
        TestClient.Answer subscribed = client.send(client.request("/topics/numbers/subscriptions/one")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"actor\":\"tally/listener\",\"from\":\"latest\"}")));
        assertThat(subscribed.status()).as(subscribed.response().body()).isEqualTo(200);

        assertThat(client.post("/topics/numbers/Add", "{\"n\":4}").status()).isEqualTo(202);
        Eventually.that(() -> assertThat(sum("listener")).isEqualTo(4));

        JsonNode topic = client.get("/topics/numbers").json();
        assertThat(topic.path("published").intValue()).isEqualTo(1);
        assertThat(topic.path("subscriptions").path(0).path("actor").asText()).isEqualTo("tally/listener");
        assertThat(topic.path("subscriptions").path(0).has("lag")).isTrue();
        assertThat(client.delete("/topics/numbers/subscriptions/one").status()).isEqualTo(204);
        assertThat(client.delete("/topics/numbers/subscriptions/one").status()).isEqualTo(409);
    }

    @Test
    void a_subscription_that_cannot_be_is_refused() {
        String path = "/topics/numbers/subscriptions/bad";
        for (String body : List.of(
                "{}", "[]", "{\"actor\":\"alice\"}", "{\"actor\":\"tally/a\",\"from\":\"earliest\"}", "{\"x\":1}")) {
            TestClient.Answer answer = client.send(client.request(path)
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString(body)));
            assertThat(answer.problem()).as(body).isEqualTo("malformed");
        }
        TestClient.Answer unknown = client.send(client.request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"actor\":\"taly/a\"}")));
        assertThat(unknown.problem()).isEqualTo("unknown-type");
        assertThat(client.post("/topics/numbers/Add", "{\"n\":1},\"version\":7").problem())
                .isEqualTo("malformed");
        assertThat(client.post("/topics/numbers/-", "{}").problem()).isEqualTo("malformed");
    }

    @Test
    void the_audit_balances_and_the_node_shows_itself() {
        add("audited", "1", "Prefer", "wait=30");

        Eventually.that(
                () -> assertThat(client.get("/audit").json().path("balanced").booleanValue())
                        .isTrue());
        assertThat(client.get("/health/ready").status()).isEqualTo(200);
        assertThat(client.get("/cluster").json().path("partitions").size())
                .isEqualTo(client.get("/cluster").json().path("partitionCount").intValue());
        assertThat(client.get("/metrics").response().body()).contains("restante_records_total");
        assertThat(client.get("/actors").response().body()).contains("\"message\":\"Add\"");
    }

    @Test
    void another_node_on_the_same_folder_or_port_is_told_why_it_cannot_start() {
        assertThatThrownBy(() -> RestanteNode.start(
                        NodeSettings.of(folder).withHttp(HttpSettings.defaults().withAddress("127.0.0.1:0")),
                        List.of(new TallyApplication())))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("in use by");
    }
}
