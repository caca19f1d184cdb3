package dev.restante.persistence.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Work that waits for its turn, with the future that gets its answer. */
final class Turn<T> {

    private final Work<T> work;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();

    Turn(Work<T> work) {
        this.work = work;
    }

    Work<T> work() {
        return work;
    }

    CompletableFuture<T> outcome() {
        return outcome;
    }

    void run(Connection connection) throws SQLException {
        try {
            done(work.run(connection));
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    void done(@Nullable T answer) {
        outcome.complete(answer);
    }

    void failed(Throwable failure) {
        outcome.completeExceptionally(failure);
    }
}
