package dev.restante.gateway;

import dev.restante.ActorType;
import dev.restante.Application;
import dev.restante.DurableBehavior;
import dev.restante.Effect;
import dev.restante.MessageContext;
import dev.restante.Registry;
import dev.restante.RetryPolicy;
import java.time.Duration;

/** An application for tests: actors that add numbers up, reject negative ones and fail at zero. */
public final class TallyApplication implements Application {

    private static final ActorType<Message> TALLY = ActorType.of("tally", Message.class);

    /** What a tally takes. */
    public sealed interface Message {}

    /** Adds {@code n}; replies with the sum. */
    public record Add(long n) implements Message {}

    /** Replies with the sum. */
    public record Sum() implements Message {}

    /** The sum and how many numbers are in it. */
    public record Total(long sum, long count) {}

    @Override
    public String name() {
        return "tally";
    }

    @Override
    public void register(Registry registry) {
        registry.add(
                TALLY,
                DurableBehavior.of(Message.class, new Total(0, 0))
                        .on(Add.class, TallyApplication::add)
                        .replies(Total.class)
                        .on(Sum.class, (total, sum) -> Effect.<Total>nothing().thenReply(total))
                        .retry(RetryPolicy.defaults()
                                .withBackoff(Duration.ofMillis(1), Duration.ofMillis(5))
                                .withAttempts(2))
                        .build());
    }

    private static Effect<Total> add(Total total, Add add, MessageContext context) {
        if (add.n() < 0) {
            return Effect.reject("negative");
        }
        if (add.n() == 0) {
            throw new IllegalArgumentException("nothing to add");
        }
        Total after = new Total(total.sum() + add.n(), total.count() + 1);
        Effect<Total> effect = Effect.update(after);
        // A topic that passes events on takes no replies.
        return context.sender().isPresent() ? effect : effect.thenReply(after);
    }
}
