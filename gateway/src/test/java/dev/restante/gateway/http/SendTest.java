package dev.restante.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.ActorId;
import dev.restante.MessageId;
import dev.restante.MessageState;
import dev.restante.MessageStatus;
import dev.restante.Payload;
import dev.restante.Receipt;
import dev.restante.UnknownOutcomeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendTest {

    private static final ActorId ALICE = new ActorId("account", "alice");
    private static final MessageId ID = new MessageId(7, 0x5f3c9, 1);

    @RegisterExtension
    static final TestGateway GATEWAY = new TestGateway();

    private static FakeRuntime.Sent theOneSent() {
        assertThat(GATEWAY.runtime.sent).hasSize(1);
        return GATEWAY.runtime.sent.get(0);
    }

    private static MessageStatus ended(MessageState state, Optional<String> reply, Optional<String> reason) {
        return new MessageStatus(
                ID,
                ALICE,
                state,
                0,
                Instant.EPOCH,
                reply.map(json -> new Payload("Balance", 1, json.getBytes(StandardCharsets.UTF_8))),
                reason,
                Optional.empty());
    }

    @Test
    void a_durable_message_is_answered_with_its_id_and_place() {
        TestClient.Answer answer = GATEWAY.post("/actors/account/alice/Deposit", "{\"cents\":500}");

        assertThat(answer.status()).isEqualTo(202);
        String id = answer.json().path("id").asText();
        assertThat(answer.header("Location")).isEqualTo("/actors/account/alice/messages/" + id);
        assertThat(answer.json().path("actor").asText()).isEqualTo("account/alice");
        assertThat(answer.json().path("duplicate").booleanValue()).isFalse();
        assertThat(answer.json().has("key")).isFalse();
        assertThat(theOneSent().to()).isEqualTo(ALICE);
        assertThat(theOneSent().options().keepOutcome()).isTrue();
    }

    @Test
    void a_repeat_is_answered_as_one() {
        GATEWAY.runtime.receipts = message -> CompletableFuture.completedFuture(new Receipt(ID, true));

        TestClient.Answer answer =
                GATEWAY.post("/actors/account/alice/Deposit", "{\"cents\":5}", "Idempotency-Key", "order 7");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("duplicate").booleanValue()).isTrue();
        assertThat(answer.json().path("key").asText()).isEqualTo("order 7");
        assertThat(theOneSent().options().key()).contains("order 7");
    }

    @Test
    void whoever_waits_gets_the_reply() {
        GATEWAY.runtime.outcomes = message -> CompletableFuture.completedFuture(
                ended(MessageState.PROCESSED, Optional.of("{\"cents\":500}"), Optional.empty()));

        TestClient.Answer answer =
                GATEWAY.post("/actors/account/alice/GetBalance", "{}", "Prefer", "respond-async, wait=5");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=5");
        assertThat(answer.json().path("state").asText()).isEqualTo("processed");
        assertThat(answer.json().path("reply").path("cents").longValue()).isEqualTo(500);
    }

    @Test
    void whoever_waits_is_told_the_reason_of_a_rejection() {
        GATEWAY.runtime.outcomes = message -> CompletableFuture.completedFuture(
                ended(MessageState.REJECTED, Optional.empty(), Optional.of("insufficient funds")));

        TestClient.Answer answer = GATEWAY.post("/actors/account/alice/Deposit", "{\"cents\":1}", "Prefer", "wait=1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("state").asText()).isEqualTo("rejected");
        assertThat(answer.json().path("reason").asText()).isEqualTo("insufficient funds");
    }

    @Test
    void whoever_waited_in_vain_has_a_receipt() {
        GATEWAY.runtime.outcomes =
                message -> CompletableFuture.failedFuture(new UnknownOutcomeException("not processed within 1 s"));

        TestClient.Answer answer = GATEWAY.post("/actors/account/alice/Deposit", "{\"cents\":1}", "Prefer", "wait=1");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).startsWith("/actors/account/alice/messages/");
    }

    @Test
    void nobody_waits_longer_than_a_minute() {
        GATEWAY.runtime.outcomes = message ->
                CompletableFuture.completedFuture(ended(MessageState.PROCESSED, Optional.empty(), Optional.empty()));

        TestClient.Answer answer =
                GATEWAY.post("/actors/account/alice/Deposit", "{\"cents\":1}", "Prefer", "wait=3600");

        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=60");
        assertThat(answer.json().has("reply")).isFalse();
    }

    @Test
    void delay_time_to_live_correlation_and_trace_travel_with_the_message() {
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Instant before = Instant.now();

        TestClient.Answer answer = GATEWAY.post(
                "/actors/account/alice/Deposit?delay=PT30S&ttl=PT1H",
                "{\"cents\":1}",
                "traceparent",
                parent,
                "tracestate",
                "vendor=1",
                "X-Correlation-Id",
                "order-7");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(theOneSent().options().notBefore().orElseThrow())
                .isBetween(before.plusSeconds(30), Instant.now().plusSeconds(30));
        assertThat(theOneSent().options().timeToLive()).contains(Duration.ofHours(1));
        assertThat(theOneSent().options().correlationId()).contains("order-7");
        assertThat(theOneSent().options().headers())
                .containsEntry("traceparent", parent)
                .containsEntry("tracestate", "vendor=1");
    }

    @ParameterizedTest
    @CsvSource({"2030-01-01T00:00:00Z,2030-01-01T00:00:00Z", "2030-01-01T02:00:00+02:00,2030-01-01T00:00:00Z"})
    void a_message_can_be_sent_for_a_date(String at, Instant expected) {
        TestClient.Answer answer = GATEWAY.post("/actors/account/alice/Deposit?at=" + at, "{\"cents\":1}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(theOneSent().options().notBefore()).contains(expected);
    }

    @Test
    void an_invalid_trace_context_is_ignored_as_its_standard_says() {
        TestClient.Answer answer =
                GATEWAY.post("/actors/account/alice/Deposit", "{\"cents\":1}", "traceparent", "nonsense");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(theOneSent().options().headers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a%2Fb",
                "%20",
                "a%20b",
                "%C3%BC",
                "%F0%9F%90%98",
                "..",
                "%2e%2e",
                ".",
                "a+b",
                "%3Fx=1",
                "%23",
                "%25",
                "a;b",
                "~",
                "%22",
                "%5C",
                "*"
            })
    void any_key_is_taken_apart_right_and_written_back_so(String encoded) throws IOException {
        try (RawConnection connection = GATEWAY.connect()) {
            RawConnection.Response response = connection
                    .write("POST /actors/account/" + encoded + "/Deposit HTTP/1.1\r\nHost: a\r\n"
                            + "Content-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"cents\":1}")
                    .read();

            assertThat(response.status()).isEqualTo(202);
            String key = theOneSent().to().key();
            assertThat(key).isEqualTo(PercentCoding.decode(encoded, "key"));
            assertThat(response.header("Location"))
                    .startsWith("/actors/account/" + PercentCoding.encode(key) + "/messages/");
        }
    }
}
