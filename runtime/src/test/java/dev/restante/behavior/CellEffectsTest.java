package dev.restante.behavior;

import static dev.restante.behavior.Deliveries.NOW;
import static dev.restante.behavior.Deliveries.NO_STATE;
import static dev.restante.behavior.Deliveries.payload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.ActorId;
import dev.restante.engine.Completion;
import dev.restante.engine.TurnResult;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What handlers send, answer, call and know. */
class CellEffectsTest {

    private final Deliveries deliveries = new Deliveries("counter/c");
    private final CounterCells cells = new CounterCells();
    private final Cell cell = cells.cell(NO_STATE);

    @Test
    void an_answer_to_the_outside_goes_with_the_completion_and_one_to_an_actor_is_sent() {
        Completion asked = only(cell.handle(List.of(deliveries.json("Ask", "{}")), NOW));
        Completion told = only(cell.handle(List.of(deliveries.from("counter/d", "Ask", "{}")), NOW));

        assertThat(asked.reply()).isEqualTo(payload("Sum", "{\"sum\":0}"));
        assertThat(asked.sends()).isEmpty();
        assertThat(told.reply()).isNull();
        assertThat(told.sends()).singleElement().satisfies(send -> {
            assertThat(send.to()).isEqualTo(ActorId.parse("counter/d"));
            assertThat(send.payload()).isEqualTo(payload("Sum", "{\"sum\":0}"));
            assertThat(send.correlationId()).isNull();
        });
    }

    @Test
    void an_answer_that_the_asking_actor_does_not_take_is_kept_with_the_outcome() {
        Completion wrong = only(cell.handle(List.of(deliveries.from("topic/t", "Ask", "{}")), NOW));
        Completion unknown = only(cell.handle(List.of(deliveries.from("nobody/n", "Ask", "{}")), NOW));

        assertThat(List.of(wrong, unknown)).allSatisfy(completion -> {
            assertThat(completion.reply()).isEqualTo(payload("Sum", "{\"sum\":0}"));
            assertThat(completion.sends()).isEmpty();
        });
    }

    @Test
    void a_message_to_many_is_serialized_once() {
        Completion burst =
                only(cell.handle(List.of(deliveries.json("Burst", "{\"receivers\":1000,\"size\":2000}")), NOW));

        assertThat(burst.sends()).hasSize(1000);
        assertThat(burst.sends())
                .allSatisfy(send ->
                        assertThat(send.payload()).isSameAs(burst.sends().get(0).payload()));
    }

    @Test
    void the_effects_of_one_message_are_bounded() {
        TurnResult result = cell.handle(List.of(deliveries.json("Burst", "{\"receivers\":1,\"size\":5000000}")), NOW);

        assertThat(result.failure().reason()).contains("the effects of one message take more than 4194304 bytes");
    }

    @Test
    void timers_are_rounded_up_and_cancelled_by_name() {
        Completion later = only(cell.handle(List.of(deliveries.json("Later", "{\"timer\":\"t\"}")), NOW));

        assertThat(later.cancels()).containsExactly("other");
        assertThat(later.sends()).singleElement().satisfies(send -> {
            assertThat(send.delayMillis()).isEqualTo(2);
            assertThat(send.timer()).isEqualTo("t");
        });
    }

    @Test
    void an_event_is_sent_to_its_topic_with_name_and_version() {
        Completion announced = only(cell.handle(List.of(deliveries.json("Announce", "{}")), NOW));

        assertThat(announced.sends()).singleElement().satisfies(send -> {
            assertThat(send.to()).isEqualTo(ActorId.parse("topic/news"));
            assertThat(send.payload())
                    .isEqualTo(payload("Publish", "{\"event\":\"Sum\",\"version\":1,\"body\":{\"sum\":0}}"));
        });
    }

    @Test
    void a_call_is_kept_with_its_request() {
        assertThat(only(cell.handle(List.of(deliveries.json("Fetch", "{}")), NOW))
                        .calls())
                .containsExactly(payload("Request", "{\"number\":0}"));
    }

    @Test
    void sending_to_nobody_fails_and_names_who_there_is() {
        TurnResult result = cell.handle(List.of(deliveries.json("Tell", "{\"to\":\"nobody/n\"}")), NOW);

        assertThat(result.failure().reason())
                .isEqualTo(
                        "IllegalArgumentException: nothing can be sent to nobody/n: no actor type 'nobody' is registered;"
                                + " there is counter, topic");
    }

    @Test
    void the_context_tells_about_the_message() {
        cell.handle(List.of(deliveries.from("counter/d", "Ask", "{}"), deliveries.json("Ask", "{}")), NOW);

        assertThat(cells.contexts.get(0)).satisfies(context -> {
            assertThat(context.self()).isEqualTo(ActorId.parse("counter/c"));
            assertThat(context.sender()).contains(ActorId.parse("counter/d"));
            assertThat(context.correlationId()).isEqualTo("conversation");
            assertThat(context.causedBy()).isPresent();
            assertThat(context.attempt()).isEqualTo(1);
            assertThat(context.now()).isEqualTo(Instant.ofEpochMilli(NOW));
            assertThat(context.headers()).containsEntry("h", "v");
            assertThat(context.unwrap(String.class)).isEqualTo("the platform");
        });
        assertThat(cells.contexts.get(1).sender()).isEmpty();
        assertThat(cells.contexts.get(1).correlationId())
                .isEqualTo(cells.contexts.get(1).id().toString());
    }

    private static Completion only(TurnResult result) {
        assertThat(result.failure()).isNull();
        assertThat(result.completions()).hasSize(1);
        return result.completions().get(0);
    }
}
