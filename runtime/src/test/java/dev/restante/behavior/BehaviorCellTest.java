package dev.restante.behavior;

import static dev.restante.behavior.Deliveries.NOW;
import static dev.restante.behavior.Deliveries.NO_STATE;
import static dev.restante.behavior.Deliveries.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.restante.engine.Completion;
import dev.restante.engine.Delivery;
import dev.restante.engine.Failure;
import dev.restante.engine.StateImage;
import dev.restante.engine.TurnResult;
import dev.restante.engine.TurnResult.StateAfter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Turns of a cell: its state, and failures. */
class BehaviorCellTest {

    private final Deliveries deliveries = new Deliveries("counter/c");
    private final CounterCells cells = new CounterCells();
    private final Cell cell = cells.cell(NO_STATE);

    @Test
    void a_turn_handles_in_order_and_writes_the_state_once() {
        TurnResult result = cell.handle(List.of(add(1), add(2), add(3)), NOW);

        assertThat(result.completions()).hasSize(3).containsOnly(Completion.processed());
        assertThat(result.failure()).isNull();
        assertThat(result.state()).isEqualTo(new StateAfter.Changed(payload("Sum", "{\"sum\":6}")));
    }

    @Test
    void the_state_stays_in_memory_between_turns() {
        cell.handle(List.of(add(1)), NOW);

        assertThat(cell.handle(List.of(add(2)), NOW).state())
                .isEqualTo(new StateAfter.Changed(payload("Sum", "{\"sum\":3}")));
    }

    @Test
    void a_cell_starts_from_the_stored_state() {
        Cell started = cells.cell(new StateImage(payload("Sum", "{\"sum\":40,\"gone\":true}"), List.of()));

        assertThat(started.handle(List.of(add(2)), NOW).state())
                .isEqualTo(new StateAfter.Changed(payload("Sum", "{\"sum\":42}")));
    }

    @Test
    void a_stored_state_that_cannot_be_read_is_named() {
        assertThatExceptionOfType(UndecodableStateException.class)
                .isThrownBy(() -> cells.cell(new StateImage(payload("Sum", "{\"sum\":\"x\"}"), List.of())))
                .withMessageContaining("the stored state of counter/c cannot be read")
                .withMessageContaining("Sum version 1")
                .withMessageContaining("sum: expected a whole number");
        assertThatExceptionOfType(UndecodableStateException.class)
                .isThrownBy(() -> cells.cell(new StateImage(payload("Product", "{}"), List.of())))
                .withMessageContaining("nothing of this name is registered; there is Sum");
    }

    @Test
    void a_message_that_changes_nothing_leaves_the_stored_state_alone() {
        assertThat(cell.handle(List.of(deliveries.json("Ask", "{}")), NOW).state())
                .isEqualTo(new StateAfter.Unchanged());
    }

    @Test
    void a_throwing_handler_ends_the_turn_and_keeps_what_came_before() {
        TurnResult result = cell.handle(List.of(add(1), crash("throw"), add(2)), NOW);

        assertThat(result.completions()).hasSize(1);
        assertThat(result.failure().kind()).isEqualTo(Failure.Kind.THREW);
        assertThat(result.failure().reason()).isEqualTo("IllegalStateException: two lines");
        assertThat(result.failure().detail()).contains("BehaviorCellTest").hasSizeLessThanOrEqualTo(8192);
        assertThat(result.state()).isEqualTo(new StateAfter.Changed(payload("Sum", "{\"sum\":1}")));
        assertThat(cell.handle(List.of(add(2)), NOW).state())
                .isEqualTo(new StateAfter.Changed(payload("Sum", "{\"sum\":3}")));
    }

    @Test
    void errors_of_the_handler_are_failures_and_those_of_the_process_are_not() {
        assertThat(cell.handle(List.of(crash("stack")), NOW).failure().reason()).startsWith("StackOverflowError");
        assertThat(cell.handle(List.of(crash("link")), NOW).failure().reason()).startsWith("NoClassDefFoundError");
        assertThat(cell.handle(List.of(crash("describe")), NOW).failure().reason())
                .contains("its message failed");
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> cell.handle(List.of(crash("memory")), NOW));
    }

    @Test
    void a_message_that_cannot_be_read_is_undecodable_and_not_begun() {
        TurnResult unreadable = cell.handle(List.of(add(1), deliveries.json("Add", "{\"number\":\"x\"}"), add(2)), NOW);
        TurnResult unknown = cell.handle(List.of(deliveries.json("Multiply", "{}")), NOW);

        assertThat(unreadable.completions()).hasSize(1);
        assertThat(unreadable.failure().kind()).isEqualTo(Failure.Kind.UNDECODABLE);
        assertThat(unreadable.failure().reason())
                .isEqualTo(
                        "Add version 1 cannot be read: number: expected a whole number of 32 bits (line 1, column 11)");
        assertThat(unknown.failure().kind()).isEqualTo(Failure.Kind.UNDECODABLE);
        assertThat(unknown.failure().reason()).contains("Multiply version 1 cannot be read: nothing of this name");
    }

    @Test
    void a_state_that_cannot_be_written_is_the_failure_of_the_message_that_made_it() {
        TurnResult result = cell.handle(List.of(add(1), crash("unwritable")), NOW);

        assertThat(result.completions()).hasSize(1);
        assertThat(result.failure().reason()).contains("the state cannot be written: AssertionError: nobody may know");
        assertThat(result.state()).isEqualTo(new StateAfter.Changed(payload("Sum", "{\"sum\":1}")));
    }

    @Test
    void a_turn_ends_when_its_effects_have_grown_large() {
        TurnResult result = cell.handle(deliveries.several(10, "Burst", "{\"receivers\":1,\"size\":200000}"), NOW);

        assertThat(result.completions()).hasSize(3);
        assertThat(result.failure()).isNull();
    }

    @Test
    void to_forget_is_to_start_anew() {
        cell.handle(List.of(add(5)), NOW);

        TurnResult forgotten = cell.handle(List.of(deliveries.json("Clear", "{}")), NOW);
        TurnResult again = cell.handle(List.of(deliveries.json("Clear", "{}"), add(2)), NOW);

        assertThat(forgotten.state()).isEqualTo(new StateAfter.Forgotten());
        assertThat(again.state()).isEqualTo(new StateAfter.Changed(payload("Sum", "{\"sum\":2}")));
    }

    private Delivery add(int number) {
        return deliveries.json("Add", "{\"number\":" + number + "}");
    }

    private Delivery crash(String how) {
        return deliveries.json("Crash", "{\"how\":\"" + how + "\"}");
    }
}
