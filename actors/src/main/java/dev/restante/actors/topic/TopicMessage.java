package dev.restante.actors.topic;

import dev.restante.ActorId;
import dev.restante.Json;
import dev.restante.Subscription;
import java.util.Objects;
import java.util.regex.Pattern;

/** What a topic takes. */
public sealed interface TopicMessage {

    /**
     * An event for every subscription; {@code Effect.thenPublish} sends it. Not answered.
     *
     * @param event name of the event, under which subscribers take it
     * @param version the event's schema version, from 1
     * @param body the event, passed on as it is
     */
    record Publish(String event, int version, Json body) implements TopicMessage {

        private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,127}");

        public Publish {
            if (!NAME.matcher(event).matches()) {
                throw new IllegalArgumentException("'" + event + "' cannot name an event: expected a letter followed by"
                        + " at most 127 letters, digits, dots, hyphens or underscores");
            }
            if (version < 1) {
                throw new IllegalArgumentException("versions count from 1, not from " + version);
            }
            Objects.requireNonNull(body, "body");
        }
    }

    /**
     * From now on {@code actor} gets every event. A subscription of this name that is there already becomes this one. Answered with
     * {@link TopicStatus}; rejected at 1,000 subscriptions, for a name that an application declared, and for a topic as the subscriber.
     */
    record Subscribe(String name, ActorId actor) implements TopicMessage {
        public Subscribe {
            Subscription.of(name, actor);
        }

        Subscription subscription() {
            return Subscription.of(name, actor);
        }
    }

    /**
     * As {@link Subscribe}, for the actor of {@code type} whose key stands in the event's field {@code keyField}, chosen anew for each event.
     */
    record SubscribeByField(String name, String type, String keyField) implements TopicMessage {
        public SubscribeByField {
            Subscription.byField(name, type, keyField);
        }

        Subscription subscription() {
            return Subscription.byField(name, type, keyField);
        }
    }

    /**
     * Ends a subscription; events published before still arrive. Answered with {@link TopicStatus}; rejected when there is none of this name, or
     * an application declared it.
     */
    record Unsubscribe(String name) implements TopicMessage {}

    /** Asks for {@link TopicStatus}. */
    record Subscriptions() implements TopicMessage {}
}
