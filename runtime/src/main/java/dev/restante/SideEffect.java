package dev.restante;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What an {@link Effect} does beside changing the state. All of it commits with the state, or none. */
public sealed interface SideEffect {

    /**
     * A message to an actor.
     *
     * @param to the receiver
     * @param message a message of the receiver's type, or a {@link Payload} that is serialized already
     * @param correlationId where it is not that of the message being handled
     */
    record Tell(ActorId to, Object message, Optional<String> correlationId) implements SideEffect {
        public Tell {
            Objects.requireNonNull(to, "to");
            Objects.requireNonNull(message, "message");
            correlationId.ifPresent(id -> checkName("a correlation id", id));
        }
    }

    /**
     * A message to an actor for later.
     *
     * @param to the receiver
     * @param message a message of the receiver's type
     * @param delay more than zero, up to 100 years
     * @param timer name under which the sender can cancel it
     */
    record TellAfter(ActorId to, Object message, Duration delay, Optional<String> timer) implements SideEffect {

        private static final Duration LONGEST_DELAY = Duration.ofDays(36_500);

        public TellAfter {
            Objects.requireNonNull(to, "to");
            Objects.requireNonNull(message, "message");
            if (delay.isNegative() || delay.isZero() || delay.compareTo(LONGEST_DELAY) > 0) {
                throw new IllegalArgumentException("a delay must be more than zero, up to 100 years, not " + delay);
            }
            timer.ifPresent(name -> checkName("a timer's name", name));
        }
    }

    /** Takes back the actor's timer of this name. */
    record Cancel(String timer) implements SideEffect {
        public Cancel {
            checkName("a timer's name", timer);
        }
    }

    /**
     * An event for the subscribers of a topic.
     *
     * @param topic the topic's actor
     * @param event a record; subscribers get it as their own message of the same name
     */
    record Publish(ActorId topic, Object event) implements SideEffect {

        /** The actor type of topics; a topic's name is its key. */
        public static final String TOPIC_TYPE = "topic";

        public Publish {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(event, "event");
        }
    }

    /** The answer to who sent the message. */
    record Reply(Object answer) implements SideEffect {
        public Reply {
            Objects.requireNonNull(answer, "answer");
        }
    }

    /** A call to the outside world. */
    record Call(Object request) implements SideEffect {
        public Call {
            Objects.requireNonNull(request, "request");
        }
    }

    private static void checkName(String what, String name) {
        if (name.isEmpty() || name.length() > 255) {
            throw new IllegalArgumentException(what + " must have 1 to 255 characters, not " + name.length());
        }
    }
}
