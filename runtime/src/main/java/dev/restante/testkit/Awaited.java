package dev.restante.testkit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Gets what a test waits for. */
final class Awaited {

    private Awaited() {}

    /** The value, or what it failed with; lets the runtime {@code run} if neither is there yet. */
    static <T> T get(CompletableFuture<T> stage, Runnable run, String what) {
        if (!stage.isDone()) {
            run.run();
        }
        if (!stage.isDone()) {
            throw new AssertionError("there is not yet " + what + ", and nothing can run now; does it take time,"
                    + " or is something paused?");
        }
        try {
            return stage.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
