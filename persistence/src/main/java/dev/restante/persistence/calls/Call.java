package dev.restante.persistence.calls;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** One call in progress, which holds one of the places of its store until it ends. */
final class Call<T> {

    private final Semaphore places;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();

    Call(Semaphore places) {
        this.places = places;
    }

    CompletableFuture<T> outcome() {
        return outcome;
    }

    /** Gives the place free last, so that a store that has all its places has no call in progress. */
    void end(@Nullable T answer, @Nullable Throwable failure) {
        if (failure == null) {
            outcome.complete(answer);
        } else {
            outcome.completeExceptionally(failure);
        }
        places.release();
    }
}
