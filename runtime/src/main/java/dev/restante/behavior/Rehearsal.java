package dev.restante.behavior;

import dev.restante.ActorId;
import dev.restante.ActorType;
import dev.restante.CallContext;
import dev.restante.Decision;
import dev.restante.DurableBehavior;
import dev.restante.Effect;
import dev.restante.MessageContext;
import dev.restante.Payload;
import dev.restante.Registration;
import dev.restante.SideEffect;
import dev.restante.engine.Delivery;
import dev.restante.engine.Failure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One actor's behavior in its real cell, without anything around it: for the test kit. Proves of every value that passes that it survives
 * serialization. Used by one thread at a time.
 */
public final class Rehearsal<M, S> {

    private final RegisteredType<M, S> type;
    private final Codecs codecs = new Codecs();
    private final RoundTrip roundTrip = new RoundTrip(codecs);
    private final BehaviorCell<M, S> cell;
    private @Nullable Effect<S> effect;
    private @Nullable Throwable thrown;

    /** Fails with {@link IllegalArgumentException} as the registration of the behavior would. */
    public Rehearsal(ActorType<M> type, DurableBehavior<M, S> behavior, ActorId self) {
        Registration<M> registration = new Registration<>(type, behavior);
        this.type = RegisteredType.of(registration.type().name(), behavior, codecs);
        S initial = behavior.initialState(self);
        roundTrip.prove("the initial state", initial);
        Surroundings surroundings = new Surroundings(codecs, new OwnType(), Platform.NONE);
        cell = new BehaviorCell<>(this.type, surroundings, this::observe, new BehaviorCell.Start<>(self, initial, 0));
    }

    public S state() {
        return cell.state();
    }

    /** The current form of {@code message}, proven. */
    public Payload write(M message) {
        roundTrip.proveFromOutside("the message", message);
        Payload written = type.messages().write(message);
        if (written == null) {
            throw new IllegalArgumentException(message + " is not a message of actor type '" + type.name() + "'");
        }
        return written;
    }

    /**
     * Handles one message.
     *
     * @throws AssertionError when something does not survive serialization
     */
    public Outcome<S> handle(Delivery delivery, long now) {
        effect = null;
        thrown = null;
        S before = cell.state();
        Failure failure = cell.handle(List.of(delivery), now).failure();
        if (failure == null && effect != null) {
            prove(effect, before);
        }
        return new Outcome<>(effect, failure, thrown);
    }

    /**
     * What came of one message.
     *
     * @param effect null when the handler returned none
     * @param failure null when the message was handled
     * @param thrown by the handler
     */
    public record Outcome<S>(
            @Nullable Effect<S> effect,
            @Nullable Failure failure,
            @Nullable Throwable thrown) {}

    /** Starts the call for {@code request}; completes with the message that answers it, proven. */
    public CompletionStage<M> call(Object request, CallContext context) {
        roundTrip.prove("the request", request);
        return type.behavior().call(request, context).thenApply(answer -> {
            if (answer == null) {
                throw new AssertionError("the call for " + request + " answered with null instead of a message");
            }
            write(answer);
            return answer;
        });
    }

    private Effect<S> observe(S state, M message, MessageContext context) {
        try {
            Effect<S> made = type.behavior().handle(state, message, context);
            effect = made;
            return made;
        } catch (RuntimeException | Error e) {
            thrown = e;
            throw e;
        }
    }

    private void prove(Effect<S> made, S before) {
        roundTrip.prove("the state", cell.state());
        if (made.decision() instanceof Decision.Persist<S> persist) {
            persist.events().forEach(event -> roundTrip.prove("the event", event));
            proveReplay(persist.events(), before);
        }
        for (SideEffect each : made.sideEffects()) {
            if (each instanceof SideEffect.Tell tell) {
                roundTrip.prove("the message to " + tell.to(), tell.message());
            } else if (each instanceof SideEffect.TellAfter later) {
                roundTrip.prove("the delayed message to " + later.to(), later.message());
            } else if (each instanceof SideEffect.Publish publish) {
                roundTrip.prove("the event for " + publish.topic(), publish.event());
            } else if (each instanceof SideEffect.Reply reply) {
                roundTrip.prove("the reply", reply.answer());
            } else if (each instanceof SideEffect.Call call) {
                roundTrip.prove("the request", call.request());
            }
        }
    }

    private void proveReplay(List<Object> events, S before) {
        S replayed = before;
        for (Object event : events) {
            replayed = type.behavior().apply(replayed, event);
        }
        if (!replayed.equals(cell.state())) {
            throw new AssertionError("the events " + events + " made " + cell.state() + " of " + before
                    + " and, applied again, " + replayed + "; an event handler must depend on nothing else");
        }
    }

    /** Knows one type; what is sent to others is theirs to check. */
    private final class OwnType implements Receivers {

        @Override
        public void check(ActorId to, Object message) {
            if (!takes(to, message)) {
                throw new IllegalArgumentException("actor type '" + type.name() + "' does not take " + message);
            }
        }

        @Override
        public boolean takes(ActorId to, Object message) {
            return !to.type().equals(type.name()) || type.messages().takes(message);
        }

        @Override
        public void checkNamed(ActorId to, String message) {
            Optional<?> codec = to.type().equals(type.name()) ? type.messages().named(message) : Optional.of(message);
            if (codec.isEmpty()) {
                throw new IllegalArgumentException("actor type '" + type.name() + "' does not take " + message);
            }
        }
    }
}
