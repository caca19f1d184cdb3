package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A message that a handler sends.
 *
 * @param delayMillis 0 sends with the commit; more makes a timer of the sender
 * @param timer name under which the sender can cancel the timer; a new timer of the same name replaces it
 * @param correlationId null passes on the one of the message being handled
 */
public record Send(
        ActorId to,
        Payload payload,
        long delayMillis,
        @Nullable String timer,
        @Nullable String correlationId) {}
