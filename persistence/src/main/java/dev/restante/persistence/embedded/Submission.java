package dev.restante.persistence.embedded;

import dev.restante.persistence.StoreFailedException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** An operation on its way through the group commit, with the future that gets its answer. Used by one thread at a time. */
final class Submission<T> {

    private final Operation<T> operation;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private @Nullable T answer;
    private @Nullable Throwable refusal;

    Submission(Operation<T> operation) {
        this.operation = operation;
    }

    CompletableFuture<T> outcome() {
        return outcome;
    }

    long bytes() {
        return operation.bytes();
    }

    boolean durable() {
        return operation.durable();
    }

    /** Stages the operation; keeps its answer or refusal until the group is committed. */
    void stage(Group group) {
        try {
            answer = group.stage(operation);
        } catch (RocksDBException | RuntimeException e) {
            refusal = e;
        }
    }

    void committed() {
        if (refusal == null) {
            outcome.complete(answer);
        } else {
            outcome.completeExceptionally(refusal);
        }
    }

    void failed(StoreFailedException failure) {
        outcome.completeExceptionally(failure);
    }
}
