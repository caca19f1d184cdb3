package dev.restante.samples.demo;

import java.util.Collection;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Asks many questions at once, but not too many. */
final class Survey {

    /** Enough to keep two processors busy. */
    private static final int AT_ONCE = 32;

    private Survey() {}

    /**
     * Asks {@code question} for each of {@code subjects} and waits for all answers.
     *
     * @throws CompletionException when one fails; no more are asked then
     */
    static <T> void of(Collection<T> subjects, Function<T, CompletionStage<?>> question) throws InterruptedException {
        Semaphore free = new Semaphore(AT_ONCE);
        AtomicReference<Throwable> failed = new AtomicReference<>();
        for (T subject : subjects) {
            free.acquire();
            if (failed.get() != null) {
                free.release();
                break;
            }
            question.apply(subject).whenComplete((answer, failure) -> {
                if (failure != null) {
                    failed.compareAndSet(null, failure);
                }
                free.release();
            });
        }
        free.acquire(AT_ONCE);
        Throwable failure = failed.get();
        if (failure != null) {
            throw failure instanceof CompletionException known ? known : new CompletionException(failure);
        }
    }
}
