package dev.restante;

import java.util.Objects;

/**
 * A behavior under the name of its actor type.
 *
 * @param <M> the messages the actors take
 */
public record Registration<M>(ActorType<M> type, DurableBehavior<M, ?> behavior) {

    public Registration {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(behavior, "behavior");
        if (!type.messages().equals(behavior.messages())) {
            throw new IllegalArgumentException("actor type '" + type.name() + "' takes "
                    + type.messages().getName() + ", but the behavior handles "
                    + behavior.messages().getName());
        }
    }
}
