package dev.restante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.restante.ActorId;
import dev.restante.ActorType;
import dev.restante.DurableBehavior;
import dev.restante.Effect;
import dev.restante.Recipient;
import dev.restante.SideEffect.TellAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class BehaviorTestKitTest {

    private static final ActorType<Command> ORDER = ActorType.of("order", Command.class);
    private static final ActorType<Shipping> SHIPPING = ActorType.of("shipping", Shipping.class);
    private static final Recipient<Shipping> DEPOT = SHIPPING.ref("depot");

    sealed interface Shipping {}

    record Ship(String order) implements Shipping {}

    sealed interface Command {}

    record Place(String article) implements Command {}

    record Expire() implements Command {}

    record Pay(long cents) implements Command {}

    record Approved(String by) implements Command {}

    record WhoAsks() implements Command {}

    record Fail(String how) implements Command {}

    record Order(Optional<String> article, boolean paid) {}

    record Approve(long cents) {}

    record OrderPlaced(String article) {}

    record Asked(Optional<ActorId> sender, String conversation, int attempt, Instant now) {}

    /** Equal only to itself, as a record with an array is. */
    record Blob(byte[] bytes) {}

    static DurableBehavior<Command, Order> order() {
        return DurableBehavior.of(Command.class, new Order(Optional.empty(), false))
                .on(
                        Place.class,
                        (order, place) -> Effect.update(new Order(Optional.of(place.article()), false))
                                .thenPublish("orders", new OrderPlaced(place.article()))
                                .thenTellAfter(Duration.ofHours(1), ORDER.ref("test"), new Expire(), "expiry"))
                .on(Expire.class, (order, expire) -> Effect.forget())
                .on(
                        Pay.class,
                        (order, pay) -> order.article().isEmpty()
                                ? Effect.reject("nothing was ordered")
                                : Effect.nothing().cancel("expiry").thenCall(new Approve(pay.cents())))
                .on(
                        Approved.class,
                        (order, approved) -> Effect.update(new Order(order.article(), true))
                                .thenTell(DEPOT, new Ship(order.article().orElseThrow())))
                .on(
                        WhoAsks.class,
                        (order, who, context) -> Effect.nothing()
                                .thenReply(new Asked(
                                        context.sender(), context.correlationId(), context.attempt(), context.now())))
                .on(Fail.class, (order, fail) -> fail(fail.how()))
                .call(
                        Approve.class,
                        (approve, context) -> approve.cents() > 1000
                                ? CompletableFuture.failedFuture(new IllegalStateException("the bank is closed"))
                                : CompletableFuture.completedFuture(new Approved(context.id())))
                .build();
    }

    private static Effect<Order> fail(String how) {
        return switch (how) {
            case "throw" -> throw new IllegalStateException("no");
            case "blob" -> Effect.nothing().thenReply(new Blob(new byte[] {1}));
            case "object" -> Effect.nothing().thenReply(new Object());
            case "persist" -> Effect.persist(new OrderPlaced("a"));
            case "tell" -> Effect.nothing().thenTell(new ActorId("order", "x"), new OrderPlaced("a"));
            default -> throw new AssertionError(how);
        };
    }

    private final BehaviorTestKit<Command, Order> order = BehaviorTestKit.of(ORDER, order());

    @Test
    void a_message_changes_the_state_and_its_effects_can_be_looked_at() {
        Handled<Order> placed = order.deliver(new Place("book"));

        assertThat(order.state()).isEqualTo(new Order(Optional.of("book"), false));
        assertThat(placed.state()).isEqualTo(order.state());
        assertThat(placed.published("orders")).containsExactly(new OrderPlaced("book"));
        assertThat(placed.timers())
                .containsExactly(new TellAfter(
                        ActorId.parse("order/test"), new Expire(), Duration.ofHours(1), Optional.of("expiry")));
    }

    @Test
    void a_rejection_has_its_reason_and_changes_nothing() {
        Handled<Order> refused = order.deliver(new Pay(5));

        assertThat(refused.rejection()).contains("nothing was ordered");
        assertThat(order.state()).isEqualTo(new Order(Optional.empty(), false));
    }

    @Test
    void a_call_is_made_by_the_behavior_and_its_answer_delivered_by_the_test() {
        order.deliver(new Place("book"));
        Handled<Order> paid = order.deliver(new Pay(500));

        Command answer = order.call(paid.calls().get(0));
        Handled<Order> approved = order.deliver(answer);

        assertThat(paid.cancelledTimers()).containsExactly("expiry");
        assertThat(answer).isEqualTo(new Approved("call-1"));
        assertThat(approved.toldTo(DEPOT)).containsExactly(new Ship("book"));
        assertThat(order.state().paid()).isTrue();
    }

    @Test
    void a_call_that_fails_says_why() {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> order.call(new Approve(5000)))
                .withMessageContaining("the bank is closed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> order.call(new OrderPlaced("book")))
                .withMessageContaining("has no call for");
    }

    @Test
    void the_test_decides_who_sends_and_what_time_it_is() {
        order.setNow(Instant.parse("2031-01-01T00:00:00Z"));
        order.advance(Duration.ofSeconds(5));

        Asked asked = order.deliver(
                        new WhoAsks(),
                        Arrival.from(ActorId.parse("shipping/depot"))
                                .withCorrelationId("c-1")
                                .withAttempt(3))
                .reply(Asked.class);

        assertThat(asked)
                .isEqualTo(new Asked(
                        Optional.of(ActorId.parse("shipping/depot")), "c-1", 3, Instant.parse("2031-01-01T00:00:05Z")));
    }

    @Test
    void a_handler_that_throws_fails_the_delivery_with_its_cause() {
        order.deliver(new Place("book"));

        assertThatExceptionOfType(HandlingFailedException.class)
                .isThrownBy(() -> order.deliver(new Fail("throw")))
                .withMessage("order/test failed to handle Fail[how=throw]: IllegalStateException: no")
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(order.state()).isEqualTo(new Order(Optional.of("book"), false));
    }

    @Test
    void an_effect_that_cannot_be_carried_out_fails_the_delivery() {
        assertThatExceptionOfType(HandlingFailedException.class)
                .isThrownBy(() -> order.deliver(new Fail("object")))
                .withMessageContaining("java.lang.Object cannot be serialized: it must be a record");
        assertThatExceptionOfType(HandlingFailedException.class)
                .isThrownBy(() -> order.deliver(new Fail("persist")))
                .withMessageContaining("changes its state with update, not with persist");
        assertThatExceptionOfType(HandlingFailedException.class)
                .isThrownBy(() -> order.deliver(new Fail("tell")))
                .withMessageContaining("actor type 'order' does not take");
    }

    @Test
    void what_does_not_survive_serialization_is_shown() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> order.deliver(new Fail("blob")))
                .withMessageContaining("the reply Blob[")
                .withMessageContaining("does not survive serialization: it came back as Blob[")
                .withMessageContaining("{\"bytes\":\"AQ==\"}");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> order.deliver(new Place(null)))
                .withMessageContaining("the message Place[article=null] cannot be sent from outside as {}")
                .withMessageContaining("mark the component Optional or @Nullable");
    }

    @Test
    void a_missing_reply_is_said_so() {
        Handled<Order> placed = order.deliver(new Place("book"));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> placed.reply(Asked.class))
                .withMessageContaining("there is no reply in Effect[");
    }

    sealed interface Events {}

    record Added(int number) implements Events {}

    record Total(int sum) {}

    @Test
    void events_are_kept_in_order_and_make_the_state() {
        BehaviorTestKit<Place, Total> kit = BehaviorTestKit.of(
                ActorType.of("sum", Place.class),
                DurableBehavior.of(Place.class, new Total(0))
                        .on(Place.class, (total, place) -> Effect.persist(new Added(1), new Added(2)))
                        .events(Events.class, (total, event) -> new Total(total.sum() + ((Added) event).number()))
                        .build());

        Handled<Total> handled = kit.deliver(new Place("x"));

        assertThat(handled.events()).isEqualTo(List.of(new Added(1), new Added(2)));
        assertThat(kit.state()).isEqualTo(new Total(3));
    }

    @Test
    void an_event_handler_that_depends_on_something_else_is_found() {
        int[] calls = {0};
        BehaviorTestKit<Place, Total> kit = BehaviorTestKit.of(
                ActorType.of("sum", Place.class),
                DurableBehavior.of(Place.class, new Total(0))
                        .on(Place.class, (total, place) -> Effect.persist(new Added(1)))
                        .events(Added.class, (total, event) -> new Total(++calls[0]))
                        .build());

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> kit.deliver(new Place("x")))
                .withMessageContaining("an event handler must depend on nothing else");
    }

    @Test
    void a_behavior_that_could_not_be_registered_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BehaviorTestKit.of(
                        ActorType.of("sum", Place.class),
                        DurableBehavior.of(Place.class, new Total(0))
                                .on(Place.class, (total, place) -> Effect.nothing())
                                .replies(Object.class)
                                .build()))
                .withMessageContaining("java.lang.Object cannot be serialized");
    }
}
