package dev.restante.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restante.ActorId;
import dev.restante.ActorStatus;
import dev.restante.Audit;
import dev.restante.MailboxDepth;
import dev.restante.MessageId;
import dev.restante.MessageState;
import dev.restante.MessageStatus;
import dev.restante.Operations.Cancellation;
import dev.restante.Payload;
import dev.restante.WaitingMessage;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookTest {

    private static final ActorId ALICE = new ActorId("account", "alice");
    private static final MessageId ID = new MessageId(7, 3, 9);
    private static final Instant MORNING = Instant.parse("2026-01-01T08:00:00Z");

    @RegisterExtension
    static final TestGateway GATEWAY = new TestGateway();

    private static Payload payload(String name, String json) {
        return new Payload(name, 1, json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(MessageState.class)
    void a_message_is_shown_with_its_state(MessageState state) {
        GATEWAY.runtime.operations.statuses.put(
                "order 7/1",
                new MessageStatus(
                        ID,
                        ALICE,
                        state,
                        2,
                        MORNING,
                        Optional.of(payload("Balance", "{\"cents\":5}")),
                        Optional.of("because"),
                        Optional.of(new MessageId(1, 2, 3))));

        TestClient.Answer answer = GATEWAY.get("/actors/account/alice/messages/order%207%2F1");

        assertThat(answer.status()).isEqualTo(200);
        JsonNode status = answer.json();
        assertThat(status.path("id").asText()).isEqualTo("7-3-9");
        assertThat(status.path("state").asText()).isEqualTo(state.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(status.path("attempts").intValue()).isEqualTo(2);
        assertThat(status.path("acceptedAt").asText()).isEqualTo("2026-01-01T08:00:00Z");
        assertThat(status.path("reply").path("cents").intValue()).isEqualTo(5);
        assertThat(status.path("causedBy").asText()).isEqualTo("1-2-3");
    }

    @Test
    void a_message_that_is_not_remembered_is_unknown() {
        TestClient.Answer answer = GATEWAY.get("/actors/account/alice/messages/7-3-9");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem()).isEqualTo("unknown-message-id");
    }

    @ParameterizedTest
    @CsvSource({"CANCELLED,204,", "ALREADY_BEGUN,409,already-begun", "UNKNOWN,404,unknown-message-id"})
    void a_message_can_be_taken_back_until_it_is_begun(Cancellation cancellation, int status, String problem) {
        GATEWAY.runtime.operations.cancellation = cancellation;

        TestClient.Answer answer = GATEWAY.delete("/actors/account/alice/messages/7-3-9");

        assertThat(answer.status()).isEqualTo(status);
        if (problem != null) {
            assertThat(answer.problem()).isEqualTo(problem);
        }
    }

    @Test
    void an_actor_is_shown_with_its_mailbox_and_state() {
        GATEWAY.runtime.operations.actor = Optional.of(new ActorStatus(
                ALICE,
                5,
                3,
                1,
                2,
                true,
                Optional.of(Instant.now().minusSeconds(90)),
                4,
                17,
                Optional.of(payload("Balance", "{\"cents\":500}"))));

        JsonNode actor = GATEWAY.get("/actors/account/alice").json();

        assertThat(actor.path("actor").asText()).isEqualTo("account/alice");
        assertThat(actor.path("partition").intValue()).isEqualTo(5);
        assertThat(actor.path("node").asText()).isEqualTo("pekko://node@a:1");
        assertThat(actor.path("depth").intValue()).isEqualTo(3);
        assertThat(actor.path("delayed").intValue()).isEqualTo(1);
        assertThat(actor.path("dead").intValue()).isEqualTo(2);
        assertThat(actor.path("paused").booleanValue()).isTrue();
        assertThat(actor.path("oldestAgeSeconds").longValue()).isBetween(90L, 120L);
        assertThat(actor.path("attempt").intValue()).isEqualTo(4);
        assertThat(actor.path("processed").intValue()).isEqualTo(17);
        assertThat(actor.path("state").path("cents").intValue()).isEqualTo(500);
    }

    @Test
    void a_mailbox_is_shown_in_order() {
        GATEWAY.runtime.operations.waiting = List.of(
                new WaitingMessage(ID, 41, payload("Deposit", "{\"cents\":1}"), 1, MORNING, Optional.of(ALICE), true),
                new WaitingMessage(
                        new MessageId(7, 3, 10),
                        42,
                        payload("Deposit", "{\"cents\":2}"),
                        0,
                        MORNING,
                        Optional.empty(),
                        false));

        JsonNode messages =
                GATEWAY.get("/actors/account/alice/mailbox?limit=2").json().path("messages");

        assertThat(messages.findValuesAsText("position")).containsExactly("41", "42");
        assertThat(messages.path(0).path("message").asText()).isEqualTo("Deposit");
        assertThat(messages.path(0).path("body").path("cents").intValue()).isEqualTo(1);
        assertThat(messages.path(0).path("begun").booleanValue()).isTrue();
        assertThat(messages.path(0).path("sender").asText()).isEqualTo("account/alice");
        assertThat(GATEWAY.runtime.operations.done).containsExactly("peek account/alice 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "x", "", "99999999999"})
    void a_limit_out_of_its_range_is_malformed(String limit) {
        TestClient.Answer answer = GATEWAY.get("/actors/account/alice/mailbox?limit=" + limit);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).contains("1 to 1000");
    }

    @Test
    void a_mailbox_is_paused_resumed_and_purged() {
        assertThat(GATEWAY.put("/actors/account/alice/pause").status()).isEqualTo(204);
        assertThat(GATEWAY.delete("/actors/account/alice/pause").status()).isEqualTo(204);
        TestClient.Answer purge = GATEWAY.delete("/actors/account/alice/mailbox");

        assertThat(purge.json().path("purged").intValue()).isEqualTo(3);
        assertThat(GATEWAY.runtime.operations.done)
                .containsExactly("pause account/alice", "resume account/alice", "purge account/alice");
    }

    @Test
    void the_types_are_listed_with_their_messages_and_schemas() {
        JsonNode types = GATEWAY.get("/actors").json().path("types");

        assertThat(types.findValuesAsText("type")).startsWith("account");
        assertThat(types.path(0).path("messages").findValuesAsText("message")).containsExactly("Deposit", "GetBalance");
        assertThat(types.path(0)
                        .path("messages")
                        .path(0)
                        .path("schema")
                        .path("title")
                        .asText())
                .isEqualTo("Deposit");
        assertThat(GATEWAY.get("/actors/recorder")
                        .json()
                        .path("messages")
                        .path(0)
                        .path("message")
                        .asText())
                .isEqualTo("Record");
    }

    @Test
    void actors_with_work_waiting_are_listed_deepest_first() {
        GATEWAY.runtime.operations.depths = List.of(new MailboxDepth(ALICE, 12, true));

        JsonNode actors =
                GATEWAY.get("/actors/account?depth=nonempty&limit=7").json().path("actors");
        GATEWAY.get("/actors?depth=nonempty");

        assertThat(actors.path(0).path("actor").asText()).isEqualTo("account/alice");
        assertThat(actors.path(0).path("depth").intValue()).isEqualTo(12);
        assertThat(actors.path(0).path("paused").booleanValue()).isTrue();
        assertThat(GATEWAY.runtime.operations.done).containsExactly("deepest account 7", "deepest all 50");
        assertThat(GATEWAY.get("/actors?depth=empty").status()).isEqualTo(400);
    }

    @Test
    void the_audit_has_every_figure() {
        GATEWAY.runtime.operations.audit = new Audit(36, 1, 2, 3, 4, 5, 6, 7, 8);

        JsonNode audit = GATEWAY.get("/audit").json();

        assertThat(audit.toString())
                .isEqualTo("{\"accepted\":36,\"processed\":1,\"rejected\":2,\"pending\":3,\"delayed\":4,\"dead\":5,"
                        + "\"expired\":6,\"cancelled\":7,\"purged\":8,\"balanced\":true}");
    }

    @Test
    void a_partition_that_does_not_answer_makes_it_unavailable() {
        GATEWAY.runtime.operations.answering = false;

        TestClient.Answer answer = GATEWAY.get("/audit");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void an_unknown_type_has_nothing_to_look_at() {
        assertThat(GATEWAY.get("/actors/acount/alice").problem()).isEqualTo("unknown-type");
        assertThat(GATEWAY.get("/actors/acount").problem()).isEqualTo("unknown-type");
        assertThat(GATEWAY.put("/actors/Account/alice/pause").problem()).isEqualTo("unknown-type");
    }

    @Test
    void head_is_answered_as_get_without_its_body() {
        TestClient.Answer answer = GATEWAY.send(GATEWAY.request("/audit").method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).isEmpty();
    }
}
