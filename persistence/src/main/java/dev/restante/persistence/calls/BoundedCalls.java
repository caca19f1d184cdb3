package dev.restante.persistence.calls;

import dev.restante.persistence.StoreOverloadedException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The calls of a state store: at most so many are in progress, those beyond are refused with {@link StoreOverloadedException}, and what blocks
 * runs on threads of the store. Thread-safe.
 */
public final class BoundedCalls implements AutoCloseable {

    private final int most;
    private final String setting;
    private final Semaphore free;
    private final ExecutorService threads;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param name of its threads
     * @param setting says how many calls there may be, for who is refused
     */
    public BoundedCalls(String name, int threads, int most, String setting) {
        this.most = most;
        this.setting = setting;
        this.free = new Semaphore(most);
        AtomicInteger number = new AtomicInteger();
        // Its queue is bounded by the calls that are let in.
        this.threads = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Does what blocks; the stage ends on the thread that did it. */
    public <T> CompletionStage<T> run(Callable<T> work) {
        return admitted(call -> threads.execute(() -> {
            try {
                call.end(work.call(), null);
            } catch (Exception | Error e) {
                // An error too must end the call, or closing would wait for it for ever.
                call.end(null, e);
            }
        }));
    }

    /** Begins what ends elsewhere; the stage ends there too. */
    public <T> CompletionStage<T> begin(Supplier<CompletionStage<T>> work) {
        return admitted(call -> work.get().whenComplete(call::end));
    }

    /** Begins what ends on a thread that must not be held up; the stage ends on a thread of the store. */
    public <T> CompletionStage<T> beginAside(Supplier<CompletionStage<T>> work) {
        return admitted(call ->
                work.get().whenComplete((answer, failure) -> threads.execute(() -> call.end(answer, failure))));
    }

    private <T> CompletionStage<T> admitted(Consumer<Call<T>> work) {
        if (closed.get() || !free.tryAcquire()) {
            return CompletableFuture.failedFuture(refusal());
        }
        Call<T> call = new Call<>(free);
        try {
            work.accept(call);
        } catch (RuntimeException e) {
            call.end(null, e);
        }
        return call.outcome();
    }

    private RuntimeException refusal() {
        return closed.get()
                ? new IllegalStateException("The state store is closed")
                : new StoreOverloadedException(
                        "More than " + most + " calls of the state store are in progress (" + setting + ")");
    }

    /** Waits for what is in progress; nothing more is let in. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            free.acquireUninterruptibly(most);
            threads.shutdown();
        }
    }
}
