package dev.restante.testkit;

import dev.restante.ActorId;
import dev.restante.CallContext;
import dev.restante.OutsideCall;
import dev.restante.Payload;
import dev.restante.behavior.Ensemble;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Answers calls: by what a test put in the place of the outside world, else by the behavior's own. */
final class StandIns {

    /** By the class of the request. */
    private final Map<Class<?>, OutsideCall<Object, Object>> byRequest = new HashMap<>();

    <Q> void put(Class<Q> request, Function<? super Q, ?> answer) {
        put(request, (asked, context) -> CompletableFuture.completedFuture(answer.apply(asked)));
    }

    <Q> void put(Class<Q> request, OutsideCall<Q, Object> call) {
        byRequest.put(request, (asked, context) -> call.start(request.cast(asked), context));
    }

    /** Makes a call as {@code ensemble} would; what a stand-in throws fails it, and what it answers has to be a message to the actor. */
    CompletionStage<Payload> start(Ensemble ensemble, Payload request, CallContext context) {
        ActorId actor = context.self();
        Object asked = ensemble.request(actor, request);
        OutsideCall<Object, Object> standIn = byRequest.get(asked.getClass());
        if (standIn == null) {
            return ensemble.program(actor).call(actor, request, context);
        }
        try {
            return standIn.start(asked, context).thenApply(answer -> message(ensemble, actor, request, answer));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Payload message(Ensemble ensemble, ActorId actor, Payload request, Object answer) {
        try {
            return ensemble.answer(actor, request, answer);
        } catch (IllegalStateException e) {
            throw new AssertionError("the test answered for the outside world, and " + e.getMessage(), e);
        }
    }
}
