package dev.restante.pekko;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Whether all partitions are served. Thread-safe. */
final class Completeness {

    private final Executor callbacks;
    private volatile CompletableFuture<Void> complete = new CompletableFuture<>();

    /** @param callbacks runs what is hung on the stages */
    Completeness(Executor callbacks) {
        this.callbacks = callbacks;
    }

    /** Takes note of a change; called by one thread at a time. */
    void set(boolean isComplete) {
        if (!isComplete) {
            complete = new CompletableFuture<>();
        } else {
            CompletableFuture<Void> waitedFor = complete;
            callbacks.execute(() -> waitedFor.complete(null));
        }
    }

    /** Completes at once while all are served, else when they are. */
    CompletionStage<Void> reached() {
        return complete.minimalCompletionStage();
    }
}
