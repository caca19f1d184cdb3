package dev.restante.behavior;

import dev.restante.ActorId;
import dev.restante.CallContext;
import dev.restante.Dispatch;
import dev.restante.DurableBehavior;
import dev.restante.Payload;
import dev.restante.engine.StateImage;
import dev.restante.engine.TypeSettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A behavior between its codecs. */
final class BehaviorProgram<M, S> implements Program {

    private final RegisteredType<M, S> type;
    private final Surroundings surroundings;
    private final TypeSettings settings;

    BehaviorProgram(RegisteredType<M, S> type, Surroundings surroundings) {
        this.type = type;
        this.surroundings = surroundings;
        this.settings = type.settings();
    }

    @Override
    public TypeSettings settings() {
        return settings;
    }

    @Override
    public Dispatch dispatch() {
        return type.behavior().dispatch();
    }

    @Override
    public Duration timeLimit() {
        return type.behavior().timeLimit();
    }

    @Override
    public Cell start(ActorId self, StateImage image) {
        BehaviorCell.Start<S> start = new BehaviorCell.Start<>(
                self, restore(self, image), image.events().size());
        return new BehaviorCell<>(type, surroundings, type.behavior()::handle, start);
    }

    @Override
    public CompletionStage<Payload> call(ActorId self, Payload request, CallContext context) {
        try {
            return type.behavior()
                    .call(type.requests().read(request), context)
                    .thenApply(answer -> message(request, answer));
        } catch (Throwable e) {
            Fatal.rethrow(e);
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The request of a call. */
    Object request(Payload request) throws UndecodableException {
        return type.requests().read(request);
    }

    /** The state that {@code image} stands for. */
    S restore(ActorId self, StateImage image) {
        DurableBehavior<M, S> behavior = type.behavior();
        try {
            S state = image.state() == null
                    ? behavior.initialState(self)
                    : type.states().read(image.state());
            for (Payload event : image.events()) {
                state = behavior.apply(state, type.events().read(event));
            }
            return state;
        } catch (UndecodableException e) {
            throw new UndecodableStateException(self, e.getMessage() + "\n" + e.detail(), e);
        } catch (Throwable e) {
            Fatal.rethrow(e);
            throw new UndecodableStateException(self, FailureText.reason(e), e);
        }
    }

    /** The message that {@code answer} to a call is. */
    Payload message(Payload request, @Nullable Object answer) {
        Payload written = answer == null ? null : type.messages().write(answer);
        if (written == null) {
            throw new IllegalStateException(
                    "the call " + request.name() + " answered with " + answer + ", which is not a message of "
                            + type.behavior().messages().getName());
        }
        return written;
    }
}
