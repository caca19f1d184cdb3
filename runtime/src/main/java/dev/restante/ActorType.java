package dev.restante;

import java.util.Objects;

/**
 * A kind of actor: the name it is registered under and the family of its messages.
 *
 * @param <M> the sealed interface, or single record, of the messages
 */
public record ActorType<M>(String name, Class<M> messages) {

    public ActorType {
        Objects.requireNonNull(messages, "messages");
        if (!ActorId.isTypeName(name)) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot name an actor type: expected a lower-case letter followed by"
                            + " at most 63 lower-case letters, digits or hyphens");
        }
    }

    public static <M> ActorType<M> of(String name, Class<M> messages) {
        return new ActorType<>(name, messages);
    }

    /** The actor with this key, as a target for effects. */
    public Recipient<M> ref(String key) {
        return new Recipient<>(this, new ActorId(name, key));
    }
}
