package dev.restante;

import java.util.concurrent.CompletionStage;

/**
 * Calls the outside world on behalf of an actor. It is called again, with backoff, until its stage completes with a message: after a failure,
 * after a timeout, and after a crash that lost the answer; so the outside must be able to recognise {@link CallContext#id}.
 *
 * @param <Q> the request
 * @param <M> the messages of the actor
 */
@FunctionalInterface
public interface OutsideCall<Q, M> {

    /** Starts the call and returns at once; runs on a thread of the runtime, which must not be blocked. Completes with a message to the actor. */
    CompletionStage<? extends M> start(Q request, CallContext context);
}
