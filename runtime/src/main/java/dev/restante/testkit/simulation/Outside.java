package dev.restante.testkit.simulation;

import dev.restante.CallContext;
import dev.restante.Payload;
import dev.restante.behavior.Ensemble;
import java.util.concurrent.CompletionStage;

/** The world outside that actors call. */
@FunctionalInterface
public interface Outside {

    /** Makes a call for an actor of a node that runs {@code ensemble}; completes with a message to the actor, or fails. */
    CompletionStage<Payload> start(Ensemble ensemble, Payload request, CallContext context);
}
