package dev.restante.behavior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.restante.ActorId;
import dev.restante.MessageId;
import dev.restante.Payload;
import dev.restante.engine.Completion;
import dev.restante.engine.Delivery;
import dev.restante.engine.Envelope;
import dev.restante.engine.Failure;
import dev.restante.engine.Input;
import dev.restante.engine.Output;
import dev.restante.engine.Provenance;
import dev.restante.engine.StateImage;
import dev.restante.engine.Terms;
import dev.restante.engine.TurnResult;
import dev.restante.engine.TurnResult.StateAfter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CellRunnerTest {

    private static final ActorId ACTOR = new ActorId("counter", "a");
    private static final StateImage EMPTY = new StateImage(null, List.of());

    private final List<StateImage> starts = new ArrayList<>();

    @Test
    void a_cell_is_made_once_and_keeps_its_state_between_turns() {
        CellRunner runner = runner(deliveries -> changedTo("1"));

        runner.run(handOver(1, EMPTY), 0);
        runner.run(handOver(2, null), 0);

        assertThat(starts).containsExactly(EMPTY);
    }

    @Test
    void a_cell_that_breaks_fails_its_first_message_and_starts_again_from_what_it_last_reported() {
        CellRunner runner = runner(deliveries -> {
            if (deliveries.get(0).position() == 2) {
                throw new StackOverflowError();
            }
            return changedTo("after " + deliveries.get(0).position());
        });
        runner.run(handOver(1, EMPTY), 0);

        Input.TurnDone broken = runner.run(handOver(2, null), 0);
        runner.run(handOver(3, null), 0);

        assertThat(broken.turn()).isEqualTo(2);
        assertThat(broken.result().completions()).isEmpty();
        assertThat(broken.result().state()).isEqualTo(new StateAfter.Unchanged());
        assertThat(broken.result().failure())
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.THREW))
                .satisfies(failure -> assertThat(failure.reason()).contains("StackOverflowError"))
                .satisfies(failure -> assertThat(failure.detail().length()).isLessThanOrEqualTo(4096));
        assertThat(starts).containsExactly(EMPTY, new StateImage(payload("after 1"), List.of()));
    }

    @Test
    void events_since_the_last_stored_state_are_part_of_what_a_cell_starts_again_from() {
        CellRunner runner = runner(deliveries -> {
            if (deliveries.get(0).position() == 2) {
                throw new IllegalStateException("broken");
            }
            Completion completion = new Completion(
                    null, null, List.of(payload("e" + deliveries.get(0).position())), List.of(), List.of(), List.of());
            return new TurnResult(List.of(completion), null, new StateAfter.Unchanged());
        });
        runner.run(handOver(1, new StateImage(payload("s"), List.of(payload("e0")))), 0);

        runner.run(handOver(2, null), 0);
        runner.run(handOver(3, null), 0);

        assertThat(starts).last().isEqualTo(new StateImage(payload("s"), List.of(payload("e0"), payload("e1"))));
    }

    @Test
    void a_forgotten_state_is_not_there_any_more_when_a_cell_starts_again() {
        CellRunner runner = runner(deliveries -> {
            if (deliveries.get(0).position() == 2) {
                throw new AssertionError("broken");
            }
            return new TurnResult(List.of(Completion.processed()), null, new StateAfter.Forgotten());
        });
        runner.run(handOver(1, new StateImage(payload("s"), List.of())), 0);

        runner.run(handOver(2, null), 0);
        runner.run(handOver(3, null), 0);

        assertThat(starts).last().isEqualTo(EMPTY);
    }

    @Test
    void a_state_that_cannot_be_read_is_reported_as_such_and_tried_again_with_the_next_turn() {
        CellRunner runner = new CellRunner(ACTOR, new FakeProgram((actor, image) -> {
            starts.add(image);
            throw new UndecodableStateException(actor, "from the future", new IllegalArgumentException("v9"));
        }));
        StateImage image = new StateImage(payload("s"), List.of());

        Input.TurnDone done = runner.run(handOver(1, image), 0);
        runner.run(handOver(2, null), 0);

        assertThat(done.result().failure())
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.UNDECODABLE));
        assertThat(starts).containsExactly(image, image);
    }

    @Test
    void a_recall_lets_the_message_under_way_end_and_no_other_begin() {
        List<Long> begun = new ArrayList<>();
        CellRunner[] runner = new CellRunner[1];
        runner[0] = new CellRunner(ACTOR, new FakeProgram((actor, image) -> (deliveries, now) -> {
            List<Completion> completions = new ArrayList<>();
            for (Delivery delivery : deliveries) {
                begun.add(delivery.position());
                runner[0].recall(1);
                completions.add(Completion.processed());
            }
            return new TurnResult(completions, null, new StateAfter.Unchanged());
        }));

        Input.TurnDone recalled = runner[0].run(handOverOf(1, EMPTY, 1, 2, 3), 0);
        Input.TurnDone next = runner[0].run(handOverOf(2, null, 2, 3), 0);

        assertThat(recalled.result().completions()).hasSize(1);
        assertThat(next.result().completions()).hasSize(2);
        assertThat(begun).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_recall_that_comes_before_the_hand_over_is_begun_gives_all_of_it_back_and_keeps_the_state_to_start_from() {
        CellRunner runner = runner(deliveries -> new TurnResult(
                deliveries.stream().map(delivery -> Completion.processed()).toList(),
                null,
                new StateAfter.Unchanged()));
        runner.recall(1);

        Input.TurnDone recalled = runner.run(handOverOf(1, EMPTY, 1, 2), 0);
        Input.TurnDone next = runner.run(handOverOf(2, null, 1, 2), 0);

        assertThat(recalled.result().completions()).isEmpty();
        assertThat(recalled.result().failure()).isNull();
        assertThat(next.result().completions()).hasSize(2);
    }

    @Test
    void messages_without_a_state_to_start_from_are_a_fault_of_the_runtime() {
        CellRunner runner = runner(deliveries -> changedTo("1"));

        assertThatIllegalStateException()
                .isThrownBy(() -> runner.run(handOver(1, null), 0))
                .withMessageContaining("counter/a");
    }

    private CellRunner runner(Function<List<Delivery>, TurnResult> handler) {
        return new CellRunner(ACTOR, new FakeProgram((actor, image) -> {
            starts.add(image);
            Cell cell = (deliveries, now) -> handler.apply(listOf(deliveries));
            return cell;
        }));
    }

    private static List<Delivery> listOf(Iterable<Delivery> deliveries) {
        List<Delivery> list = new ArrayList<>();
        deliveries.forEach(list::add);
        return list;
    }

    private static TurnResult changedTo(String state) {
        return new TurnResult(List.of(Completion.processed()), null, new StateAfter.Changed(payload(state)));
    }

    private static Output.HandOver handOver(long turn, StateImage start) {
        return handOverOf(turn, start, turn);
    }

    private static Output.HandOver handOverOf(long turn, StateImage start, long... positions) {
        List<Delivery> deliveries = LongStream.of(positions)
                .mapToObj(position -> new Delivery(position, envelope(position), 1))
                .toList();
        return new Output.HandOver(ACTOR, turn, start, deliveries);
    }

    private static Envelope envelope(long number) {
        return new Envelope(new MessageId(0, 0, number), ACTOR, payload("m"), Provenance.NONE, Terms.sentAt(0));
    }

    private static Payload payload(String text) {
        return new Payload("Text", 1, text.getBytes(StandardCharsets.UTF_8));
    }
}
