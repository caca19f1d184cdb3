package dev.restante.behavior;

import dev.restante.ActorId;
import dev.restante.CallContext;
import dev.restante.Dispatch;
import dev.restante.Payload;
import dev.restante.engine.StateImage;
import dev.restante.engine.TypeSettings;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** A program whose cells the test makes. */
public record FakeProgram(
        TypeSettings settings, Dispatch dispatch, Duration timeLimit, BiFunction<ActorId, StateImage, Cell> cells)
        implements Program {

    public FakeProgram(BiFunction<ActorId, StateImage, Cell> cells) {
        this(typeSettings("counter"), Dispatch.OWN_ACTOR, Duration.ofSeconds(5), cells);
    }

    public static TypeSettings typeSettings(String name) {
        return new TypeSettings(name, Set.of("Add", "Get"), 1000, 1 << 20, false, 3, 10, 100, false, false);
    }

    @Override
    public Cell start(ActorId self, StateImage image) {
        return cells.apply(self, image);
    }

    @Override
    public CompletionStage<Payload> call(ActorId self, Payload request, CallContext context) {
        return CompletableFuture.completedFuture(new Payload("Add", 1, request.bytes()));
    }
}
