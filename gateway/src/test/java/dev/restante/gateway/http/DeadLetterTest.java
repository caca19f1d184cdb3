package dev.restante.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restante.ActorId;
import dev.restante.DeadLetter;
import dev.restante.MessageId;
import dev.restante.Payload;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeadLetterTest {

    private static final MessageId FIRST = new MessageId(7, 3, 9);
    private static final MessageId SECOND = new MessageId(7, 3, 10);

    @RegisterExtension
    static final TestGateway GATEWAY = new TestGateway();

    @BeforeEach
    void two_messages_have_died() {
        for (MessageId id : new MessageId[] {FIRST, SECOND}) {
            GATEWAY.runtime.operations.deadLetters.put(
                    id,
                    new DeadLetter(
                            id,
                            new ActorId("account", "alice"),
                            new Payload("Deposit", 1, "{\"cents\":1}".getBytes(StandardCharsets.UTF_8)),
                            5,
                            "handler failed",
                            "java.lang.IllegalStateException\n\tat Account",
                            Instant.EPOCH,
                            Instant.EPOCH.plusSeconds(60),
                            Optional.empty()));
        }
    }

    @Test
    void dead_letters_are_listed_without_their_payload() {
        JsonNode list = GATEWAY.get("/dead-letters?type=account&actor=account%2Falice&after=7-3-8")
                .json();

        assertThat(list.path("deadLetters").findValuesAsText("id")).containsExactly("7-3-9", "7-3-a");
        assertThat(list.path("deadLetters").path(0).path("reason").asText()).isEqualTo("handler failed");
        assertThat(list.path("deadLetters").path(0).has("body")).isFalse();
        assertThat(list.has("next")).isFalse();
        assertThat(GATEWAY.runtime.operations.done).containsExactly("dead letters account account/alice 7-3-8 50");
    }

    @Test
    void a_full_page_says_where_the_next_one_begins() {
        assertThat(GATEWAY.get("/dead-letters?limit=1").json().path("next").asText())
                .isEqualTo("7-3-9");
    }

    @Test
    void a_dead_letter_is_shown_whole() {
        JsonNode letter = GATEWAY.get("/dead-letters/7-3-9").json();

        assertThat(letter.path("actor").asText()).isEqualTo("account/alice");
        assertThat(letter.path("message").asText()).isEqualTo("Deposit");
        assertThat(letter.path("body").path("cents").intValue()).isEqualTo(1);
        assertThat(letter.path("attempts").intValue()).isEqualTo(5);
        assertThat(letter.path("stack").asText()).contains("at Account");
        assertThat(letter.path("diedAt").asText()).isEqualTo("1970-01-01T00:01:00Z");
    }

    @Test
    void a_dead_letter_is_redriven_as_it_is_or_corrected() {
        TestClient.Answer asItIs =
                GATEWAY.send(GATEWAY.request("/dead-letters/7-3-9/redrive").POST(BodyPublishers.noBody()));
        TestClient.Answer corrected = GATEWAY.post("/dead-letters/7-3-a/redrive", "{\"cents\":2}");

        assertThat(asItIs.status()).isEqualTo(204);
        assertThat(corrected.status()).isEqualTo(204);
        assertThat(GATEWAY.runtime.operations.done)
                .containsExactly("redrive 7-3-9", "redrive 7-3-a with Deposit {\"cents\":2}");
    }

    @Test
    void a_correction_that_does_not_fit_redrives_nothing() {
        assertThat(GATEWAY.post("/dead-letters/7-3-9/redrive", "{\"cents\":\"x\"}")
                        .problem())
                .isEqualTo("invalid-message");
        assertThat(GATEWAY.post("/dead-letters/7-3-9/redrive", "text/plain", BodyPublishers.ofString("{}"))
                        .problem())
                .isEqualTo("unsupported-media-type");
        assertThat(GATEWAY.runtime.operations.done).isEmpty();
    }

    @Test
    void many_are_redriven_in_order() {
        TestClient.Answer answer = GATEWAY.send(
                GATEWAY.request("/dead-letters/redrive?type=account").POST(BodyPublishers.noBody()));

        assertThat(answer.json().path("redriven").intValue()).isEqualTo(2);
        assertThat(GATEWAY.runtime.operations.done)
                .containsExactly("dead letters account - - 50", "redrive 7-3-9", "redrive 7-3-a");
    }

    @Test
    void a_dead_letter_is_discarded() {
        assertThat(GATEWAY.delete("/dead-letters/7-3-9").status()).isEqualTo(204);
        assertThat(GATEWAY.runtime.operations.done).containsExactly("discard 7-3-9");
    }

    @Test
    void one_that_is_not_there_is_unknown() {
        assertThat(GATEWAY.get("/dead-letters/1-1-1").problem()).isEqualTo("unknown-message-id");
        assertThat(GATEWAY.delete("/dead-letters/1-1-1").problem()).isEqualTo("unknown-message-id");
        assertThat(GATEWAY.post("/dead-letters/1-1-1/redrive", "{\"cents\":2}").problem())
                .isEqualTo("unknown-message-id");
        assertThat(GATEWAY.send(GATEWAY.request("/dead-letters/1-1-1/redrive").POST(BodyPublishers.noBody()))
                        .problem())
                .isEqualTo("unknown-message-id");
    }

    @Test
    void an_id_or_a_filter_that_cannot_be_read_is_malformed() {
        assertThat(GATEWAY.get("/dead-letters/zzz").problem()).isEqualTo("malformed");
        assertThat(GATEWAY.get("/dead-letters?after=zzz").problem()).isEqualTo("malformed");
        assertThat(GATEWAY.get("/dead-letters?actor=alice").problem()).isEqualTo("malformed");
        assertThat(GATEWAY.get("/dead-letters?type=acount").problem()).isEqualTo("unknown-type");
    }
}
