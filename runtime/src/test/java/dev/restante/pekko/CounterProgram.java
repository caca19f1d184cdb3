package dev.restante.pekko;

import dev.restante.ActorId;
import dev.restante.Dispatch;
import dev.restante.Payload;
import dev.restante.behavior.Cell;
import dev.restante.behavior.FakeProgram;
import dev.restante.engine.Completion;
import dev.restante.engine.Delivery;
import dev.restante.engine.StateImage;
import dev.restante.engine.TurnResult;
import dev.restante.engine.TurnResult.StateAfter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Actors that add up what they are told, and let the test look over their shoulder before each message. */
final class CounterProgram {

    private CounterProgram() {}

    static FakeProgram named(String type, Dispatch dispatch, Consumer<Delivery> before) {
        return new FakeProgram(
                FakeProgram.typeSettings(type),
                dispatch,
                Duration.ofMillis(100),
                (actor, image) -> start(image, before));
    }

    static ActorId actor(String type, String key) {
        return new ActorId(type, key);
    }

    static Payload add(long amount) {
        return number("Add", amount);
    }

    static Payload get() {
        return number("Get", 0);
    }

    static long value(Payload payload) {
        return Long.parseLong(new String(payload.bytes(), StandardCharsets.UTF_8));
    }

    private static Payload number(String name, long value) {
        return new Payload(name, 1, Long.toString(value).getBytes(StandardCharsets.UTF_8));
    }

    private static Cell start(StateImage image, Consumer<Delivery> before) {
        long[] sum = {image.state() == null ? 0 : value(image.state())};
        return (deliveries, now) -> handle(sum, deliveries, before);
    }

    private static TurnResult handle(long[] sum, Iterable<Delivery> deliveries, Consumer<Delivery> before) {
        List<Completion> completions = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            before.accept(delivery);
            sum[0] += value(delivery.envelope().payload());
            completions.add(new Completion(null, number("Sum", sum[0]), List.of(), List.of(), List.of(), List.of()));
        }
        return new TurnResult(completions, null, new StateAfter.Changed(number("Sum", sum[0])));
    }
}
