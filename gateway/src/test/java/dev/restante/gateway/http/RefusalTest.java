package dev.restante.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.Refusal;
import dev.restante.RefusedException;
import dev.restante.UnknownOutcomeException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every status that a send can be refused with, and that nothing is sent then. */
class RefusalTest {

    private static final String DEPOSIT = "/actors/account/alice/Deposit";
    private static final String BODY = "{\"cents\":1}";

    @RegisterExtension
    static final TestGateway GATEWAY = new TestGateway();

    private static void refused(TestClient.Answer answer, int status, String problem) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.json().path("status").intValue()).isEqualTo(status);
        assertThat(answer.json().path("title").asText()).isNotEmpty();
        assertThat(answer.detail()).isNotEmpty();
        assertThat(GATEWAY.runtime.sent).isEmpty();
    }

    @Test
    void an_unknown_type_is_answered_with_those_that_exist() {
        TestClient.Answer answer = GATEWAY.post("/actors/acount/alice/Deposit", BODY);

        refused(answer, 404, "unknown-type");
        assertThat(answer.json().path("types").toString()).isEqualTo("[\"account\",\"recorder\"]");
    }

    @Test
    void an_unknown_message_is_answered_with_those_that_exist() {
        TestClient.Answer answer = GATEWAY.post("/actors/account/alice/Depsit", BODY);

        refused(answer, 404, "unknown-message");
        assertThat(answer.json().path("messages").toString()).isEqualTo("[\"Deposit\",\"GetBalance\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"cents\":}", "{\"cents\":NaN}", "nonsense", "\u0000"})
    void a_body_that_is_no_json_object_is_malformed(String body) {
        refused(GATEWAY.post(DEPOSIT, body), 400, "malformed");
    }

    @Test
    void a_body_that_does_not_fit_names_the_field() {
        TestClient.Answer answer = GATEWAY.post(DEPOSIT, "{\"cents\":\"five\"}");

        refused(answer, 422, "invalid-message");
        assertThat(answer.json().path("field").asText()).isEqualTo("cents");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delay=30 | PT30S",
                "delay=-PT1S | 0 to",
                "delay=PT1000000000H | 0 to",
                "at=tomorrow | 2030-01-01T00:00:00Z",
                "at=2030-01-01 | 2030-01-01T00:00:00Z",
                "at=9999-01-01T00:00:00Z | within the next",
                "ttl=PT0S | a millisecond",
                "ttl=x | ISO 8601",
                "delay=PT1S&at=2030-01-01T00:00:00Z | exclude each other",
                "dely=PT30S | 'dely' is not taken here",
                "delay=PT1S&delay=PT2S | given twice",
                "delay=%FF | not UTF-8"
            })
    void a_query_that_cannot_be_read_is_malformed_and_says_where(String query, String said) {
        TestClient.Answer answer = GATEWAY.post(DEPOSIT + "?" + query, BODY);

        refused(answer, 400, "malformed");
        assertThat(answer.detail()).contains(said);
    }

    @Test
    void a_header_that_cannot_be_read_is_malformed_and_says_where() {
        TestClient.Answer tooLong = GATEWAY.post(DEPOSIT, BODY, "Idempotency-Key", "k".repeat(256));
        refused(tooLong, 400, "malformed");
        assertThat(tooLong.detail()).contains("Idempotency-Key").contains("255");

        TestClient.Answer twice = GATEWAY.post(DEPOSIT, BODY, "Idempotency-Key", "a", "Idempotency-Key", "b");
        refused(twice, 400, "malformed");
        assertThat(twice.detail()).contains("2 times");

        TestClient.Answer wait = GATEWAY.post(DEPOSIT, BODY, "Prefer", "wait=soon");
        refused(wait, 400, "malformed");
        assertThat(wait.detail()).contains("Prefer");

        TestClient.Answer correlation = GATEWAY.post(DEPOSIT, BODY, "X-Correlation-Id", "c".repeat(300));
        refused(correlation, 400, "malformed");
        assertThat(correlation.detail()).contains("X-Correlation-Id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "%0A", "%FF", "%C3", "", "%ED%A0%80"})
    void a_key_that_no_actor_can_have_is_malformed(String key) {
        refused(GATEWAY.post("/actors/account/" + key + "/Deposit", BODY), 400, "malformed");
    }

    @Test
    void a_key_over_its_length_is_malformed() {
        TestClient.Answer answer = GATEWAY.post("/actors/account/" + "%C3%BC".repeat(257) + "/Deposit", BODY);

        refused(answer, 400, "malformed");
        assertThat(answer.detail()).contains("512 bytes");
    }

    @Test
    void a_target_over_its_length_is_malformed() {
        refused(GATEWAY.post("/actors/account/" + "x".repeat(9_000) + "/Deposit", BODY), 414, "malformed");
    }

    @Test
    void a_body_over_the_limit_is_too_large_whether_its_length_is_known_or_not() {
        byte[] large = new byte[TestGateway.MAX_PAYLOAD + 1];

        refused(GATEWAY.post(DEPOSIT, "application/json", BodyPublishers.ofByteArray(large)), 413, "too-large");
        refused(
                GATEWAY.post(
                        DEPOSIT, "application/json", BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large))),
                413,
                "too-large");
    }

    @Test
    void a_body_at_the_limit_is_taken() {
        String padded = BODY + " ".repeat(TestGateway.MAX_PAYLOAD - BODY.length());

        assertThat(GATEWAY.post(DEPOSIT, padded).status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml", "application/jsonx"})
    void another_kind_of_body_is_unsupported(String contentType) {
        TestClient.Answer answer = GATEWAY.post(DEPOSIT, contentType, BodyPublishers.ofString(BODY));

        refused(answer, 415, "unsupported-media-type");
        assertThat(answer.detail()).contains("send application/json");
    }

    @Test
    void a_body_of_no_kind_is_unsupported() {
        TestClient.Answer answer = GATEWAY.send(GATEWAY.request(DEPOSIT).POST(BodyPublishers.ofString(BODY)));

        refused(answer, 415, "unsupported-media-type");
    }

    @Test
    void parameters_of_the_content_type_do_not_matter() {
        TestClient.Answer answer =
                GATEWAY.post(DEPOSIT, "Application/JSON; charset=utf-8", BodyPublishers.ofString(BODY));

        assertThat(answer.status()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({
        "MAILBOX_FULL,429,mailbox-full",
        "OVERLOADED,429,overloaded",
        "KEY_REUSED,422,key-reused",
        "TOO_LARGE,413,too-large",
        "UNKNOWN_TYPE,404,unknown-type",
        "UNKNOWN_MESSAGE,404,unknown-message",
        "TOO_LATE,503,unavailable",
        "UNAVAILABLE,503,unavailable"
    })
    void what_the_runtime_refuses_keeps_its_reason(Refusal refusal, int status, String problem) {
        GATEWAY.runtime.receipts = message -> CompletableFuture.failedFuture(
                new RefusedException(refusal, "for a reason", Optional.of(Duration.ofMillis(1_200))));

        TestClient.Answer answer = GATEWAY.post(DEPOSIT, BODY);

        GATEWAY.runtime.sent.clear();
        refused(answer, status, problem);
        assertThat(answer.detail()).isEqualTo("for a reason");
        assertThat(answer.header("Retry-After")).isEqualTo(status == 429 || status == 503 ? "2" : "");
    }

    @Test
    void no_answer_in_time_is_unavailable_and_to_be_retried() {
        GATEWAY.runtime.receipts =
                message -> CompletableFuture.failedFuture(new UnknownOutcomeException("partition 7 has no owner"));

        TestClient.Answer answer = GATEWAY.post(DEPOSIT, BODY);

        GATEWAY.runtime.sent.clear();
        refused(answer, 503, "unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void a_refusal_reaches_also_those_who_wait_for_the_outcome() {
        GATEWAY.runtime.receipts = message ->
                CompletableFuture.failedFuture(new RefusedException(Refusal.MAILBOX_FULL, "full", Optional.empty()));
        GATEWAY.runtime.outcomes = message ->
                CompletableFuture.failedFuture(new RefusedException(Refusal.MAILBOX_FULL, "full", Optional.empty()));

        assertThat(GATEWAY.post(DEPOSIT, BODY, "Prefer", "wait=5").status()).isEqualTo(429);
    }

    @Test
    void a_failure_of_our_own_tells_nothing_of_its_inside() {
        GATEWAY.runtime.receipts =
                message -> CompletableFuture.failedFuture(new IllegalStateException("secret of the inside"));

        TestClient.Answer answer = GATEWAY.post(DEPOSIT, BODY);

        GATEWAY.runtime.sent.clear();
        refused(answer, 500, "internal");
        assertThat(answer.response().body()).doesNotContain("secret");
    }

    @Test
    void a_path_outside_of_the_interface_is_not_found() {
        refused(GATEWAY.get("/"), 404, "not-found");
        refused(GATEWAY.get("/actor/account/alice"), 404, "not-found");
        refused(GATEWAY.get("/actors/account/alice/messages/1/2"), 404, "not-found");
    }

    @Test
    void another_method_is_answered_with_those_that_are_taken() {
        TestClient.Answer answer = GATEWAY.get(DEPOSIT);
        refused(answer, 405, "method-not-allowed");
        assertThat(answer.header("Allow")).isEqualTo("POST");

        TestClient.Answer many = GATEWAY.put("/actors/account/alice/mailbox");
        refused(many, 405, "method-not-allowed");
        assertThat(many.header("Allow")).isEqualTo("DELETE, GET, HEAD, POST");
    }
}
