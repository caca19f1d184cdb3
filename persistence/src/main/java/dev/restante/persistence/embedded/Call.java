package dev.restante.persistence.embedded;

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

    /** Gives the place free first, so that what follows the outcome can make a call again. */
    void end(@Nullable T answer, @Nullable Throwable failure) {
        places.release();
        if (failure == null) {
            outcome.complete(answer);
        } else {
            outcome.completeExceptionally(failure);
        }
    }
}
