package dev.restante.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.ActorId;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEventTest {

    private static final String ALICE = "/actors/account/alice";
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";

    @RegisterExtension
    static final TestGateway GATEWAY = new TestGateway();

    private static TestClient.Answer post(String contentType, String body) {
        return GATEWAY.post(ALICE, contentType + "; charset=utf-8", BodyPublishers.ofString(body));
    }

    private static String event(String id, String type, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/shop\",\"type\":\"" + type + "\"," + data
                + "}";
    }

    @Test
    void an_event_in_binary_mode_is_a_message_whose_key_is_source_and_id() {
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        TestClient.Answer answer = GATEWAY.post(
                ALICE,
                "{\"cents\":5}",
                "ce-specversion",
                "1.0",
                "ce-type",
                "Deposit",
                "ce-source",
                "/shop",
                "ce-id",
                "%C3%BC-1",
                "ce-subject",
                "ignored",
                "traceparent",
                parent);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("key").asText()).isEqualTo("/shop ü-1");
        FakeRuntime.Sent sent = GATEWAY.runtime.sent.get(0);
        assertThat(sent.to()).isEqualTo(new ActorId("account", "alice"));
        assertThat(sent.payload().name()).isEqualTo("Deposit");
        assertThat(sent.options().key()).contains("/shop ü-1");
        assertThat(sent.options().headers()).containsEntry("traceparent", parent);
    }

    @Test
    void an_event_in_structured_mode_is_the_same_message() {
        TestClient.Answer answer = post(STRUCTURED, event("1", "Deposit", "\"data\":{\"cents\":5}"));

        assertThat(answer.status()).isEqualTo(202);
        FakeRuntime.Sent sent = GATEWAY.runtime.sent.get(0);
        assertThat(sent.options().key()).contains("/shop 1");
        assertThat(new String(sent.payload().bytes(), StandardCharsets.UTF_8)).isEqualTo("{\"cents\":5}");
    }

    @Test
    void data_can_be_base64() {
        String data = Base64.getEncoder().encodeToString("{\"cents\":7}".getBytes(StandardCharsets.UTF_8));

        assertThat(post(STRUCTURED, event("1", "Deposit", "\"data_base64\":\"" + data + "\""))
                        .status())
                .isEqualTo(202);
        assertThat(GATEWAY.runtime.sent.get(0).payload().toString()).isEqualTo("Deposit {\"cents\":7}");
    }

    @Test
    void a_batch_is_sent_in_order_and_answered_event_by_event() {
        TestClient.Answer answer = post(
                BATCH,
                "[" + event("1", "Deposit", "\"data\":{\"cents\":1}") + ","
                        + event("2", "Deposit", "\"data\":{\"cents\":2}") + "]");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().findValuesAsText("key")).containsExactly("/shop 1", "/shop 2");
        assertThat(GATEWAY.runtime.sent)
                .extracting(sent -> sent.payload().toString())
                .containsExactly("Deposit {\"cents\":1}", "Deposit {\"cents\":2}");
    }

    @Test
    void a_batch_of_which_some_are_refused_says_which() {
        TestClient.Answer answer = post(
                BATCH,
                "[" + event("1", "Depsit", "\"data\":{}") + "," + event("2", "Deposit", "\"data\":{\"cents\":2}")
                        + "]");

        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.json().path(0).path("type").asText()).endsWith("/unknown-message");
        assertThat(answer.json().path(1).path("key").asText()).isEqualTo("/shop 2");
        assertThat(GATEWAY.runtime.sent).hasSize(1);
    }

    @Test
    void an_empty_batch_is_taken() {
        assertThat(post(BATCH, "[]").json().toString()).isEqualTo("[]");
    }

    @Test
    void without_its_attributes_it_is_no_event() {
        TestClient.Answer answer = GATEWAY.post(ALICE, "{\"cents\":5}", "ce-specversion", "1.0");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).contains("ce-id");
        assertThat(GATEWAY.post(ALICE, "{\"cents\":5}").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | specversion",
                "[] | not a JSON object",
                "{\"specversion\":\"0.3\"} | only 1.0",
                "{\"specversion\":\"1.0\",\"id\":1} | 'id'",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"a b\"} | blanks",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"Deposit\"} | no 'data'",
                "{\"specversion\":\"1.0\",\"specversion\":\"1.0\"} | Duplicate",
                "{\"specversion\": | not JSON",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"Deposit\",\"data_base64\":\"*\"} | not Base64"
            })
    void an_event_that_cannot_be_read_is_malformed(String body, String said) {
        TestClient.Answer answer = post(STRUCTURED, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("malformed");
        assertThat(answer.detail()).contains(said);
        assertThat(GATEWAY.runtime.sent).isEmpty();
    }

    @Test
    void nesting_without_end_is_malformed() {
        TestClient.Answer answer = post(STRUCTURED, "{\"data\":".repeat(100_000));

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void another_kind_of_body_is_unsupported() {
        assertThat(post("text/plain", "{}").status()).isEqualTo(415);
    }
}
