package dev.restante.gateway.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/**
 * A process that was stopped where it was (SIGSTOP). It goes on when this is closed, or when our process ends, however that happens: a frozen
 * one could not notice by itself.
 */
public final class FrozenProcess implements AutoCloseable {

    private static final String FROZEN = "frozen";
    private static final long PATIENCE_SECONDS = 10;

    private final long pid;
    private final Process guard;

    private FrozenProcess(long pid, Process guard) {
        this.pid = pid;
        this.guard = guard;
    }

    static FrozenProcess freeze(long pid) {
        // Its input ends when we close it, and when we are no more.
        String script = "kill -STOP " + pid + " && echo " + FROZEN + " && cat; kill -CONT " + pid;
        try {
            Process guard = new ProcessBuilder("sh", "-c", script)
                    .redirectErrorStream(true)
                    .start();
            String answer = guard.inputReader().readLine();
            if (!FROZEN.equals(answer)) {
                guard.destroy();
                throw new IllegalStateException("process " + pid + " cannot be stopped: " + answer);
            }
            return new FrozenProcess(pid, guard);
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " cannot be stopped", e);
        }
    }

    /** Lets the process go on (SIGCONT). */
    @Override
    public void close() {
        try {
            guard.getOutputStream().close();
            if (!guard.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                guard.destroyForcibly();
                throw new IllegalStateException("process " + pid + " was not let go on");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " was not let go on", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
