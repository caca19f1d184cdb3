package dev.restante.testkit;

import dev.restante.ActorId;
import dev.restante.CallContext;
import dev.restante.OutsideCall;
import dev.restante.Payload;
import dev.restante.behavior.Ensemble;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Answers calls: by what the test put in the place of the outside world, else by the behavior's own. */
final class OutsideWorld {

    /** As on a node by default. */
    private static final long LIMIT_MILLIS = 30_000;

    private final Ensemble ensemble;
    private final Agenda agenda;
    private final Stubs stubs;
    private final List<Open> open = new ArrayList<>();

    OutsideWorld(Ensemble ensemble, Agenda agenda, Stubs stubs) {
        this.ensemble = ensemble;
        this.agenda = agenda;
        this.stubs = stubs;
    }

    /** What the test answers, by the class of the request. */
    static final class Stubs {

        private final Map<Class<?>, OutsideCall<Object, Object>> byRequest = new HashMap<>();

        void put(Class<?> request, OutsideCall<Object, Object> call) {
            byRequest.put(request, call);
        }
    }

    private record Open(CompletableFuture<Payload> answer, Consumer<Payload> onAnswer, Consumer<String> onFailure) {}

    /** Starts a call. What comes of it, in a later step, goes to one of the two. */
    void call(Payload request, CallContext context, Consumer<Payload> onAnswer, Consumer<String> onFailure) {
        Open call = new Open(start(request, context).toCompletableFuture(), onAnswer, onFailure);
        open.add(call);
        agenda.at(agenda.now() + LIMIT_MILLIS, "a call for " + context.self() + " times out", () -> {
            if (open.remove(call)) {
                onFailure.accept("no answer in time");
            }
        });
    }

    /**
     * Takes the answers that have come. They are looked for, not waited for, because they may come on any thread.
     *
     * @throws Error that a call failed with, since an assertion in a test's answer is for the test to see
     */
    void takeAnswers() {
        for (Open call : List.copyOf(open)) {
            if (call.answer.isDone()) {
                open.remove(call);
                report(call);
            }
        }
    }

    private static void report(Open call) {
        try {
            call.onAnswer.accept(call.answer.join());
        } catch (CancellationException e) {
            call.onFailure.accept("the call was cancelled");
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            call.onFailure.accept(String.valueOf(e.getCause()));
        }
    }

    private CompletionStage<Payload> start(Payload request, CallContext context) {
        ActorId actor = context.self();
        Object asked = ensemble.request(actor, request);
        OutsideCall<Object, Object> stub = stubs.byRequest.get(asked.getClass());
        if (stub == null) {
            return ensemble.program(actor).call(actor, request, context);
        }
        try {
            return stub.start(asked, context).thenApply(answer -> message(actor, request, answer));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Payload message(ActorId actor, Payload request, Object answer) {
        try {
            return ensemble.answer(actor, request, answer);
        } catch (IllegalStateException e) {
            throw new AssertionError("the test answered for the outside world, and " + e.getMessage(), e);
        }
    }
}
