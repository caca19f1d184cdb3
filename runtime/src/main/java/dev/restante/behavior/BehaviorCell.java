package dev.restante.behavior;

import dev.restante.ActorId;
import dev.restante.Decision;
import dev.restante.Decision.Forget;
import dev.restante.Decision.Persist;
import dev.restante.Decision.Update;
import dev.restante.Effect;
import dev.restante.MessageHandler;
import dev.restante.Payload;
import dev.restante.engine.Completion;
import dev.restante.engine.Delivery;
import dev.restante.engine.Failure;
import dev.restante.engine.TurnResult;
import dev.restante.engine.TurnResult.StateAfter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A behavior with the state of one actor. */
final class BehaviorCell<M, S> implements Cell {

    /** A turn ends when its effects have grown to this, so that records stay near their own limit. */
    private static final long TURN_BYTES = 512 << 10;

    /** A state is written whole after each turn; one larger than this wants to be several actors. */
    private static final int MOST_STATE_BYTES = 8 << 20;

    /** What activating an event-sourced actor may cost: reading this many events beside its state. */
    private static final int EVENTS_PER_IMAGE = 100;

    private final RegisteredType<M, S> type;
    private final Surroundings surroundings;
    private final MessageHandler.WithContext<S, M> handler;
    private final ActorId self;
    private S state;
    private int eventsSinceImage;

    /**
     * An active actor.
     *
     * @param handler the behavior's own, or one around it that looks at what it does
     */
    BehaviorCell(
            RegisteredType<M, S> type,
            Surroundings surroundings,
            MessageHandler.WithContext<S, M> handler,
            Start<S> start) {
        this.type = type;
        this.surroundings = surroundings;
        this.handler = handler;
        this.self = start.self();
        this.state = start.state();
        this.eventsSinceImage = start.eventsSinceImage();
    }

    S state() {
        return state;
    }

    @Override
    public TurnResult handle(Iterable<Delivery> deliveries, long now) {
        S stateBefore = state;
        int eventsBefore = eventsSinceImage;
        try {
            return new Turn(false).run(deliveries, now);
        } catch (UnwritableStateException e) {
            // One of the handlers made a state that cannot be written. They are pure: run again, proving each state, to
            // find which one.
            state = stateBefore;
            eventsSinceImage = eventsBefore;
            return new Turn(true).run(deliveries, now);
        }
    }

    /**
     * What a cell begins with.
     *
     * @param eventsSinceImage how many events {@code state} has beyond what is stored of it as a whole
     */
    record Start<S>(ActorId self, S state, int eventsSinceImage) {}

    /** One hand-over. */
    private final class Turn {

        private final boolean provesEachState;
        private final List<Completion> completions = new ArrayList<>();
        private @Nullable Failure failure;
        private boolean changed;
        private boolean forgotten;
        private long bytes;

        Turn(boolean provesEachState) {
            this.provesEachState = provesEachState;
        }

        TurnResult run(Iterable<Delivery> deliveries, long now) {
            for (Delivery delivery : deliveries) {
                boolean goesOn = attempt(delivery, now);
                if (!goesOn) {
                    break;
                }
            }
            return new TurnResult(completions, failure, stateAfter());
        }

        /** Whether there is room for another message in this turn. */
        private boolean attempt(Delivery delivery, long now) {
            try {
                M message = type.messages().read(delivery.envelope().payload());
                DeliveryContext context = new DeliveryContext(delivery, now, surroundings.platform());
                complete(delivery, handler.handle(state, message, context));
                // What follows a forgotten history is a new one, which begins with a turn of its own.
                return bytes < TURN_BYTES && !(forgotten && type.behavior().eventSourced());
            } catch (UndecodableException e) {
                failure = new Failure(Failure.Kind.UNDECODABLE, String.valueOf(e.getMessage()), e.detail());
            } catch (Throwable e) {
                Fatal.rethrow(e);
                failure = new Failure(Failure.Kind.THREW, FailureText.reason(e), FailureText.trace(e));
            }
            return false;
        }

        private void complete(Delivery delivery, Effect<S> effect) {
            CompletionWriter writer = new CompletionWriter(type, surroundings, delivery.envelope());
            S next = next(effect.decision(), writer);
            Completion completion = writer.complete(effect);
            if (provesEachState && next != state) {
                write(next);
            }
            note(effect.decision(), next, completion);
            completions.add(completion);
            bytes += writer.bytes();
        }

        private void note(Decision<S> decision, S next, Completion completion) {
            if (decision instanceof Forget) {
                forgotten = true;
                changed = false;
                eventsSinceImage = 0;
            } else if (next != state || (forgotten && decision instanceof Update)) {
                forgotten = false;
                changed = true;
            }
            eventsSinceImage += completion.events().size();
            state = next;
        }

        private S next(Decision<S> decision, CompletionWriter writer) {
            if (decision instanceof Update<S> update) {
                return checked(update.state());
            }
            if (decision instanceof Persist<S> persist) {
                if (!type.behavior().eventSourced()) {
                    throw new IllegalStateException(
                            "a behavior without events changes its state with update, not with persist");
                }
                S next = state;
                for (Object event : persist.events()) {
                    writer.addEvent(event);
                    next = type.behavior().apply(next, event);
                }
                return next;
            }
            return decision instanceof Forget ? type.behavior().initialState(self) : state;
        }

        private StateAfter stateAfter() {
            if (forgotten) {
                return new StateAfter.Forgotten();
            }
            boolean due = type.behavior().eventSourced() ? eventsSinceImage >= EVENTS_PER_IMAGE : changed;
            if (!due) {
                return new StateAfter.Unchanged();
            }
            Payload image = write(state);
            eventsSinceImage = 0;
            return new StateAfter.Changed(image);
        }
    }

    private S checked(S updated) {
        if (type.behavior().eventSourced()) {
            throw new IllegalStateException(
                    "an event-sourced behavior changes its state with persist, not with update");
        }
        if (!type.states().takes(updated)) {
            throw new IllegalStateException(
                    updated.getClass().getName() + " is not one of the behavior's states, which are "
                            + String.join(", ", type.states().names())
                            + "; where there are several, begin with DurableBehavior.of(messages, states, self -> initial)");
        }
        return updated;
    }

    private Payload write(S written) {
        Payload payload;
        try {
            payload = type.states().write(written);
        } catch (Throwable e) {
            Fatal.rethrow(e);
            throw new UnwritableStateException("the state cannot be written: " + FailureText.reason(e), e);
        }
        if (payload == null) {
            throw new UnwritableStateException(
                    written.getClass().getName() + " is not one of the behavior's states", null);
        }
        if (payload.size() > MOST_STATE_BYTES) {
            throw new UnwritableStateException(
                    "the state takes " + payload.size() + " bytes, more than " + MOST_STATE_BYTES, null);
        }
        return payload;
    }

    private static final class UnwritableStateException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnwritableStateException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
