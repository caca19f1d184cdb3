package dev.restante.behavior;

import dev.restante.ActorId;

/** Which actor types there are, for those who send to them. Thread-safe. */
interface Receivers {

    /**
     * Passes when the type of {@code to} takes {@code message}.
     *
     * @throws IllegalArgumentException when not; says what is registered
     */
    void check(ActorId to, Object message);

    /** Whether {@link #check} would pass. */
    boolean takes(ActorId to, Object message);

    /** As {@link #check}, by the name of the message. */
    void checkNamed(ActorId to, String message);
}
