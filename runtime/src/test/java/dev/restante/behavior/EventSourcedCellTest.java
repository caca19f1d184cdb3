package dev.restante.behavior;

import static dev.restante.behavior.Deliveries.NOW;
import static dev.restante.behavior.Deliveries.NO_STATE;
import static dev.restante.behavior.Deliveries.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.restante.ActorId;
import dev.restante.ActorType;
import dev.restante.DurableBehavior;
import dev.restante.Effect;
import dev.restante.Registration;
import dev.restante.engine.Completion;
import dev.restante.engine.StateImage;
import dev.restante.engine.TurnResult;
import dev.restante.engine.TurnResult.StateAfter;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventSourcedCellTest {

    private static final ActorType<Message> SUM = ActorType.of("sum", Message.class);

    sealed interface Message {}

    record Add(int number) implements Message {}

    record Ask() implements Message {}

    record Clear() implements Message {}

    record Wrong(String how) implements Message {}

    sealed interface Event {}

    record Added(int number) implements Event {}

    record Total(int total) {}

    private final Deliveries deliveries = new Deliveries("sum/s");
    private final Cell cell = cell(NO_STATE);

    @Test
    void events_go_with_their_completion_and_the_state_is_not_written() {
        TurnResult result = cell.handle(List.of(add(1), add(2)), NOW);

        assertThat(result.completions())
                .extracting(Completion::events)
                .containsExactly(
                        List.of(payload("Added", "{\"number\":1}")), List.of(payload("Added", "{\"number\":2}")));
        assertThat(result.state()).isEqualTo(new StateAfter.Unchanged());
        assertThat(total(cell)).isEqualTo("{\"total\":3}");
    }

    @Test
    void a_cell_starts_from_its_state_and_the_events_after_it() {
        Cell started = cell(new StateImage(
                payload("Total", "{\"total\":40}"),
                List.of(payload("Added", "{\"number\":1}"), payload("Added", "{\"number\":1}"))));

        assertThat(total(started)).isEqualTo("{\"total\":42}");
    }

    @Test
    void the_state_is_written_whole_after_a_hundred_events() {
        TurnResult first = cell.handle(deliveries.several(99, "Add", "{\"number\":1}"), NOW);
        TurnResult second = cell.handle(List.of(add(1)), NOW);
        TurnResult third = cell.handle(List.of(add(1)), NOW);

        assertThat(first.state()).isEqualTo(new StateAfter.Unchanged());
        assertThat(second.state()).isEqualTo(new StateAfter.Changed(payload("Total", "{\"total\":100}")));
        assertThat(third.state()).isEqualTo(new StateAfter.Unchanged());
    }

    @Test
    void events_read_at_the_start_count() {
        StateImage image = new StateImage(null, java.util.Collections.nCopies(99, payload("Added", "{\"number\":1}")));

        assertThat(cell(image).handle(List.of(add(1)), NOW).state())
                .isEqualTo(new StateAfter.Changed(payload("Total", "{\"total\":100}")));
    }

    @Test
    void to_forget_ends_the_turn_because_a_new_history_begins() {
        TurnResult cleared = cell.handle(List.of(add(1), deliveries.json("Clear", "{}"), add(5)), NOW);
        TurnResult next = cell.handle(List.of(add(5)), NOW);

        assertThat(cleared.completions()).hasSize(2);
        assertThat(cleared.failure()).isNull();
        assertThat(cleared.state()).isEqualTo(new StateAfter.Forgotten());
        assertThat(next.state()).isEqualTo(new StateAfter.Unchanged());
        assertThat(total(cell)).isEqualTo("{\"total\":5}");
    }

    @Test
    void update_and_foreign_events_are_failures() {
        assertThat(reasonOf("update")).contains("changes its state with persist, not with update");
        assertThat(reasonOf("foreign")).contains("is not one of the behavior's events, which are Added");
    }

    @Test
    void a_failed_message_leaves_no_events_behind() {
        TurnResult result = cell.handle(List.of(add(1), deliveries.json("Wrong", "{\"how\":\"second\"}")), NOW);

        assertThat(result.completions()).hasSize(1);
        assertThat(total(cell)).isEqualTo("{\"total\":1}");
    }

    @Test
    void stored_events_that_cannot_be_applied_are_named() {
        assertThatExceptionOfType(UndecodableStateException.class)
                .isThrownBy(() -> cell(new StateImage(null, List.of(payload("Added", "{\"number\":-1}")))))
                .withMessageContaining("the stored state of sum/s cannot be read: IllegalArgumentException: negative");
        assertThatExceptionOfType(UndecodableStateException.class)
                .isThrownBy(() -> cell(new StateImage(null, List.of(payload("Removed", "{}")))))
                .withMessageContaining("Removed version 1 cannot be read");
    }

    private String reasonOf(String how) {
        return cell.handle(List.of(deliveries.json("Wrong", "{\"how\":\"" + how + "\"}")), NOW)
                .failure()
                .reason();
    }

    private String total(Cell of) {
        byte[] reply = of.handle(List.of(deliveries.json("Ask", "{}")), NOW)
                .completions()
                .get(0)
                .reply()
                .bytes();
        return new String(reply, java.nio.charset.StandardCharsets.UTF_8);
    }

    private dev.restante.engine.Delivery add(int number) {
        return deliveries.json("Add", "{\"number\":" + number + "}");
    }

    private static Cell cell(StateImage image) {
        DurableBehavior<Message, Total> behavior = DurableBehavior.of(Message.class, new Total(0))
                .on(Add.class, (total, add) -> Effect.persist(new Added(add.number())))
                .on(Ask.class, (total, ask) -> Effect.nothing().thenReply(total))
                .on(Clear.class, (total, clear) -> Effect.forget())
                .on(Wrong.class, (total, wrong) -> switch (wrong.how()) {
                    case "update" -> Effect.update(new Total(1));
                    case "foreign" -> Effect.persist(new Total(1));
                    default -> Effect.persist(new Added(1), new Added(-1));
                })
                .events(Event.class, EventSourcedCellTest::apply)
                .build();
        Program program = BehaviorCatalog.of(List.of(new Registration<>(SUM, behavior)))
                .programs()
                .get("sum");
        assertThat(program.settings().eventSourced()).isTrue();
        return program.start(ActorId.parse("sum/s"), image);
    }

    private static Total apply(Total total, Event event) {
        int number = ((Added) event).number();
        if (number < 0) {
            throw new IllegalArgumentException("negative");
        }
        return new Total(total.total() + number);
    }
}
