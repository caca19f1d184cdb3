package dev.restante.testkit;

import dev.restante.CallContext;
import dev.restante.Payload;
import dev.restante.behavior.Ensemble;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Makes calls, and takes their answers as steps of the agenda. */
final class OutsideWorld {

    /** As on a node by default. */
    private static final long LIMIT_MILLIS = 30_000;

    private final Ensemble ensemble;
    private final Agenda agenda;
    private final StandIns standIns;
    private final List<Open> open = new ArrayList<>();

    OutsideWorld(Ensemble ensemble, Agenda agenda, StandIns standIns) {
        this.ensemble = ensemble;
        this.agenda = agenda;
        this.standIns = standIns;
    }

    private record Open(CompletableFuture<Payload> answer, Consumer<Payload> onAnswer, Consumer<String> onFailure) {}

    /** Starts a call. What comes of it, in a later step, goes to one of the two. */
    void call(Payload request, CallContext context, Consumer<Payload> onAnswer, Consumer<String> onFailure) {
        Open call = new Open(standIns.start(ensemble, request, context).toCompletableFuture(), onAnswer, onFailure);
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
}
