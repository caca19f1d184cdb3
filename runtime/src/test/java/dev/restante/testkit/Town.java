package dev.restante.testkit;

import dev.restante.ActorId;
import dev.restante.ActorType;
import dev.restante.Application;
import dev.restante.DurableBehavior;
import dev.restante.Effect;
import dev.restante.Json;
import dev.restante.MessageContext;
import dev.restante.Payload;
import dev.restante.Registry;
import dev.restante.RetryPolicy;
import dev.restante.SideEffect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A bank, a bell, a shop, a bulletin board and its readers: what several behaviors can do to each other. */
final class Town implements Application {

    static final ActorType<Banking> ACCOUNT = ActorType.of("account", Banking.class);
    static final ActorType<Counting> TALLY = ActorType.of("tally", Counting.class);
    static final ActorType<Ringing> BELL = ActorType.of("bell", Ringing.class);
    static final ActorType<Ordering> SHOP = ActorType.of("shop", Ordering.class);
    static final ActorType<Pinned> BOARD = ActorType.of(SideEffect.Publish.TOPIC_TYPE, Pinned.class);
    static final ActorType<Reading> READER = ActorType.of("reader", Reading.class);

    static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);

    sealed interface Banking {}

    record Deposit(long cents) implements Banking {}

    record Transfer(String to, long cents) implements Banking {}

    record Credit(long cents) implements Banking {}

    record GetBalance() implements Banking {}

    record Balance(long cents, int applied) {
        Balance plus(long more) {
            return new Balance(cents + more, applied + 1);
        }
    }

    sealed interface Counting {}

    record Add(int number) implements Counting {}

    record Counted(int number) {}

    record Sum(int total, List<Integer> order) {
        Sum with(int number) {
            List<Integer> longer = new ArrayList<>(order);
            longer.add(number);
            return new Sum(total + number, longer);
        }
    }

    sealed interface Ringing {}

    record RingIn(long millis) implements Ringing {}

    record Ring() implements Ringing {}

    record Rung(List<Instant> times) {}

    sealed interface Ordering {}

    record Order(String article) implements Ordering {}

    record Shipped(String parcel) implements Ordering {}

    record Announce(String news) implements Ordering {}

    record Poison() implements Ordering {}

    record Again() implements Ordering {}

    record Orders(List<String> parcels) {}

    record Ship(String article) {}

    record News(String text) {}

    record Publish(String event, int version, Json body) implements Pinned {}

    sealed interface Pinned {}

    record Readers(int events) {}

    sealed interface Reading {}

    @dev.restante.MessageName("News")
    record Read(String text) implements Reading {}

    record Seen(List<String> news) {}

    @Override
    public String name() {
        return "town";
    }

    @Override
    public void register(Registry registry) {
        registry.add(ACCOUNT, account())
                .add(TALLY, tally())
                .add(BELL, bell())
                .add(SHOP, shop())
                .add(BOARD, board())
                .add(READER, reader());
    }

    private static DurableBehavior<Banking, Balance> account() {
        return DurableBehavior.of(Banking.class, new Balance(0, 0))
                .on(Deposit.class, (balance, deposit) -> Effect.update(balance.plus(deposit.cents())))
                .on(Credit.class, (balance, credit) -> Effect.update(balance.plus(credit.cents())))
                .on(
                        Transfer.class,
                        (balance, transfer) -> balance.cents() < transfer.cents()
                                ? Effect.reject("insufficient funds")
                                : Effect.update(balance.plus(-transfer.cents()))
                                        .thenTell(ACCOUNT.ref(transfer.to()), new Credit(transfer.cents()))
                                        .thenReply(balance.plus(-transfer.cents())))
                .on(GetBalance.class, (balance, get) -> Effect.reply(balance))
                .build();
    }

    /** Event-sourced. */
    private static DurableBehavior<Counting, Sum> tally() {
        return DurableBehavior.of(Counting.class, new Sum(0, List.of()))
                .on(Add.class, (sum, add) -> Effect.persist(new Counted(add.number())))
                .events(Counted.class, (sum, counted) -> sum.with(counted.number()))
                .build();
    }

    private static DurableBehavior<Ringing, Rung> bell() {
        return DurableBehavior.of(Ringing.class, new Rung(List.of()))
                .on(
                        RingIn.class,
                        (rung, ring, context) -> Effect.<Rung>nothing()
                                .thenTellAfter(
                                        Duration.ofMillis(ring.millis()),
                                        BELL.ref(context.self().key()),
                                        new Ring()))
                .on(Ring.class, Town::ring)
                .build();
    }

    private static Effect<Rung> ring(Rung rung, Ring message, MessageContext context) {
        List<Instant> times = new ArrayList<>(rung.times());
        times.add(context.now());
        return Effect.update(new Rung(times));
    }

    private static DurableBehavior<Ordering, Orders> shop() {
        return DurableBehavior.of(Ordering.class, new Orders(List.of()))
                .on(Order.class, (orders, order) -> Effect.<Orders>nothing().thenCall(new Ship(order.article())))
                .on(Shipped.class, (orders, shipped) -> {
                    List<String> parcels = new ArrayList<>(orders.parcels());
                    parcels.add(shipped.parcel());
                    return Effect.update(new Orders(parcels));
                })
                .on(
                        Announce.class,
                        (orders, announce) -> Effect.<Orders>nothing().thenPublish("town", new News(announce.news())))
                .on(Poison.class, (orders, poison) -> {
                    throw new IllegalStateException("poisoned");
                })
                .on(
                        Again.class,
                        (orders, again, context) -> Effect.<Orders>nothing()
                                .thenTell(SHOP.ref(context.self().key()), again))
                .call(
                        Ship.class,
                        (ship, context) -> CompletableFuture.completedFuture(new Shipped(ship.article() + " by post")))
                .retry(RetryPolicy.defaults()
                        .withBackoff(FIRST_BACKOFF, Duration.ofMinutes(1))
                        .withAttempts(3)
                        .deadLetter())
                .build();
    }

    private static DurableBehavior<Pinned, Readers> board() {
        return DurableBehavior.of(Pinned.class, new Readers(0))
                .on(
                        Publish.class,
                        (readers, event) -> Effect.update(new Readers(readers.events() + 1))
                                .thenTellAll(
                                        List.of(new ActorId("reader", "ada"), new ActorId("reader", "bob")),
                                        new Payload(
                                                event.event(),
                                                event.version(),
                                                event.body().text().getBytes(StandardCharsets.UTF_8))))
                .build();
    }

    private static DurableBehavior<Reading, Seen> reader() {
        return DurableBehavior.of(Reading.class, new Seen(List.of()))
                .on(Read.class, (seen, read) -> {
                    List<String> news = new ArrayList<>(seen.news());
                    news.add(read.text());
                    return Effect.update(new Seen(news));
                })
                .build();
    }
}
