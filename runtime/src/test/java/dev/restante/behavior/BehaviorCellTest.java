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
import dev.restante.MessageContext;
import dev.restante.Recipient;
import dev.restante.Registration;
import dev.restante.engine.Completion;
import dev.restante.engine.Delivery;
import dev.restante.engine.Failure;
import dev.restante.engine.StateImage;
import dev.restante.engine.TurnResult;
import dev.restante.engine.TurnResult.StateAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BehaviorCellTest {

    private static final ActorType<Message> COUNTER = ActorType.of("counter", Message.class);
    private static final ActorType<TopicMessage> TOPIC = ActorType.of("topic", TopicMessage.class);

    private static final int UNWRITABLE = -1;

    sealed interface Message {}

    record Add(int number) implements Message {}

    record Tell(String to) implements Message {}

    record Later(String timer) implements Message {}

    record Ask() implements Message {}

    record Clear() implements Message {}

    record Burst(int receivers, int size) implements Message {}

    record Crash(String how) implements Message {}

    record Announce() implements Message {}

    record Fetch() implements Message {}

    record Sum(int sum) implements Message {
        @Override
        public int sum() {
            if (sum == UNWRITABLE) {
                throw new AssertionError("nobody may know");
            }
            return sum;
        }
    }

    record Request(int number) {}

    sealed interface TopicMessage {}

    record Publish(String event, int version, dev.restante.Json body) implements TopicMessage {}

    record Stranger() {}

    private final Deliveries deliveries = new Deliveries("counter/c");
    private final List<MessageContext> contexts = new ArrayList<>();
    private final Cell cell = cell(NO_STATE);

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
        Cell started = cell(new StateImage(payload("Sum", "{\"sum\":40,\"gone\":true}"), List.of()));

        assertThat(started.handle(List.of(add(2)), NOW).state())
                .isEqualTo(new StateAfter.Changed(payload("Sum", "{\"sum\":42}")));
    }

    @Test
    void a_stored_state_that_cannot_be_read_is_named() {
        assertThatExceptionOfType(UndecodableStateException.class)
                .isThrownBy(() -> cell(new StateImage(payload("Sum", "{\"sum\":\"x\"}"), List.of())))
                .withMessageContaining("the stored state of counter/c cannot be read")
                .withMessageContaining("Sum version 1")
                .withMessageContaining("sum: expected a whole number");
        assertThatExceptionOfType(UndecodableStateException.class)
                .isThrownBy(() -> cell(new StateImage(payload("Product", "{}"), List.of())))
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
    void a_turn_ends_when_its_effects_have_grown_large() {
        TurnResult result = cell.handle(deliveries.several(10, "Burst", "{\"receivers\":1,\"size\":200000}"), NOW);

        assertThat(result.completions()).hasSize(3);
        assertThat(result.failure()).isNull();
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
    void to_forget_is_to_start_anew() {
        cell.handle(List.of(add(5)), NOW);

        TurnResult forgotten = cell.handle(List.of(deliveries.json("Clear", "{}")), NOW);
        TurnResult again = cell.handle(List.of(deliveries.json("Clear", "{}"), add(2)), NOW);

        assertThat(forgotten.state()).isEqualTo(new StateAfter.Forgotten());
        assertThat(again.state()).isEqualTo(new StateAfter.Changed(payload("Sum", "{\"sum\":2}")));
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

        assertThat(contexts.get(0)).satisfies(context -> {
            assertThat(context.self()).isEqualTo(ActorId.parse("counter/c"));
            assertThat(context.sender()).contains(ActorId.parse("counter/d"));
            assertThat(context.correlationId()).isEqualTo("conversation");
            assertThat(context.causedBy()).isPresent();
            assertThat(context.attempt()).isEqualTo(1);
            assertThat(context.now()).isEqualTo(Instant.ofEpochMilli(NOW));
            assertThat(context.headers()).containsEntry("h", "v");
            assertThat(context.unwrap(String.class)).isEqualTo("the platform");
        });
        assertThat(contexts.get(1).sender()).isEmpty();
        assertThat(contexts.get(1).correlationId())
                .isEqualTo(contexts.get(1).id().toString());
    }

    private Delivery add(int number) {
        return deliveries.json("Add", "{\"number\":" + number + "}");
    }

    private Delivery crash(String how) {
        return deliveries.json("Crash", "{\"how\":\"" + how + "\"}");
    }

    private static Completion only(TurnResult result) {
        assertThat(result.failure()).isNull();
        assertThat(result.completions()).hasSize(1);
        return result.completions().get(0);
    }

    private Cell cell(StateImage image) {
        Platform platform = new Platform() {
            @Override
            public <T> Optional<T> find(Class<T> type) {
                return Optional.of(type.cast("the platform"));
            }
        };
        DurableBehavior<TopicMessage, Sum> topic = DurableBehavior.of(TopicMessage.class, new Sum(0))
                .onMessage((sum, message, context) -> Effect.nothing())
                .build();
        return BehaviorCatalog.of(
                        List.of(new Registration<>(COUNTER, counter()), new Registration<>(TOPIC, topic)), platform)
                .programs()
                .get("counter")
                .start(ActorId.parse("counter/c"), image);
    }

    private DurableBehavior<Message, Sum> counter() {
        return DurableBehavior.of(Message.class, new Sum(0))
                .on(Add.class, (sum, add) -> Effect.update(new Sum(sum.sum() + add.number())))
                .on(Sum.class, (sum, told) -> Effect.nothing())
                .on(Tell.class, (sum, tell) -> Effect.nothing().thenTell(ActorId.parse(tell.to()), new Stranger()))
                .on(Ask.class, (sum, ask, context) -> {
                    contexts.add(context);
                    return Effect.nothing().thenReply(sum);
                })
                .on(Clear.class, (sum, clear) -> Effect.forget())
                .on(
                        Burst.class,
                        (sum, burst) -> Effect.nothing()
                                .thenTellAll(receivers(burst.receivers()), new Tell("x".repeat(burst.size()))))
                .on(
                        Later.class,
                        (sum, later) -> Effect.nothing()
                                .thenTellAfter(Duration.ofNanos(1_000_001), COUNTER.ref("c"), new Add(1), later.timer())
                                .cancel("other"))
                .on(Announce.class, (sum, announce) -> Effect.nothing().thenPublish("news", sum))
                .on(Fetch.class, (sum, fetch) -> Effect.nothing().thenCall(new Request(sum.sum())))
                .on(Crash.class, (sum, crash) -> crash(sum, crash))
                .call(
                        Request.class,
                        (request, context) -> java.util.concurrent.CompletableFuture.completedFuture(new Add(1)))
                .build();
    }

    private static List<Recipient<Message>> receivers(int number) {
        List<Recipient<Message>> receivers = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            receivers.add(COUNTER.ref("c" + i));
        }
        return receivers;
    }

    private static Effect<Sum> crash(Sum sum, Crash crash) {
        return switch (crash.how()) {
            case "throw" -> throw new IllegalStateException("two\nlines");
            case "stack" -> crash(sum, new Crash("stack"));
            case "link" -> throw new NoClassDefFoundError("gone");
            case "memory" -> throw new OutOfMemoryError("as if");
            case "describe" -> throw new Undescribable();
            case "unwritable" -> Effect.update(new Sum(UNWRITABLE));
            default -> throw new IllegalArgumentException(crash.how());
        };
    }

    private static final class Undescribable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("cannot say");
        }
    }
}
