package dev.restante;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who gets the events of a topic under one name: either one actor, or for each event the actor of {@code type} whose key stands in a field of
 * the event, such as one actor per order. Exactly one of {@code key} and {@code keyField} is there.
 *
 * @param name tells the subscriptions of a topic apart: a letter or digit, then at most 127 letters, digits, dots, hyphens and underscores
 * @param type the subscriber's actor type, which must take every event of the topic as a message of the event's name
 * @param key of the one subscriber
 * @param keyField name of a field at the top of the event that holds the subscriber's key, a text or a whole number
 */
public record Subscription(String name, String type, Optional<String> key, Optional<String> keyField) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final int LONGEST_FIELD = 255;

    public Subscription {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' cannot name a subscription: expected a letter or digit"
                    + " followed by at most 127 letters, digits, dots, hyphens or underscores");
        }
        if (!ActorId.isTypeName(type)) {
            throw new IllegalArgumentException("'" + type + "' is not the name of an actor type");
        }
        Objects.requireNonNull(keyField, "keyField");
        if (key.isPresent() == keyField.isPresent()) {
            throw new IllegalArgumentException("a subscription has either a key or a field of the event that holds it");
        }
        key.ifPresent(given -> new ActorId(type, given));
        if (keyField.isPresent() && (keyField.get().isEmpty() || keyField.get().length() > LONGEST_FIELD)) {
            throw new IllegalArgumentException("a field's name must have 1 to " + LONGEST_FIELD + " characters");
        }
    }

    /** Every event goes to {@code actor}. */
    public static Subscription of(String name, ActorId actor) {
        return new Subscription(name, actor.type(), Optional.of(actor.key()), Optional.empty());
    }

    /** Every event goes to the actor of {@code type} whose key stands in the event's field {@code keyField}. */
    public static Subscription byField(String name, String type, String keyField) {
        return new Subscription(name, type, Optional.empty(), Optional.of(keyField));
    }
}
