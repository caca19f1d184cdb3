package dev.restante.behavior;

import dev.restante.ActorId;
import dev.restante.ActorType;
import dev.restante.DurableBehavior;
import dev.restante.Effect;
import dev.restante.MessageContext;
import dev.restante.Recipient;
import dev.restante.Registration;
import dev.restante.engine.StateImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cells of an actor that counts, and does one of everything on demand. */
final class CounterCells {

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

    final List<MessageContext> contexts = new ArrayList<>();

    Cell cell(StateImage image) {
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
