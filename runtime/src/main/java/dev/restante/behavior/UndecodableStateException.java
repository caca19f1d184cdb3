package dev.restante.behavior;

import dev.restante.ActorId;

/** What is stored of an actor's state cannot be read by the behavior registered here. */
public final class UndecodableStateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UndecodableStateException(ActorId actor, String reason, Throwable cause) {
        super("the stored state of " + actor + " cannot be read: " + reason, cause);
    }
}
