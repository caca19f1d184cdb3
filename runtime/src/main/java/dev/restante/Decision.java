package dev.restante;

import java.util.List;
import java.util.Objects;

/**
 * What an {@link Effect} makes of the message and of the actor's state.
 *
 * @param <S> the states
 */
public sealed interface Decision<S> {

    /** The message is processed; the state stays as it is. */
    record Unchanged<S>() implements Decision<S> {}

    /** The message is processed; the state becomes {@code state}. */
    record Update<S>(S state) implements Decision<S> {
        public Update {
            Objects.requireNonNull(state, "state");
        }
    }

    /** The message is processed; the events happened in this order and change the state through the behavior's event handler. */
    record Persist<S>(List<Object> events) implements Decision<S> {
        public Persist {
            events = List.copyOf(events);
        }
    }

    /** The message is processed; the actor becomes as if it never had a state. */
    record Forget<S>() implements Decision<S> {}

    /** The message is refused and nothing changes. */
    record Reject<S>(String reason) implements Decision<S> {
        public Reject {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
