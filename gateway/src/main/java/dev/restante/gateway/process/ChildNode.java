package dev.restante.gateway.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A node in a process of its own, started from the class path of this one, that can be killed and started again on the same data. It stops
 * by itself when this process ends, however that happens. Thread-safe.
 */
public final class ChildNode implements AutoCloseable {

    private static final String READY = "ready ";
    private static final int LOG_LINES_SHOWN = 20;
    private static final Duration KILL_TIME = Duration.ofSeconds(30);

    private final ChildNodeSettings settings;
    private final Process process;
    private final URI address;

    private ChildNode(ChildNodeSettings settings, Process process, URI address) {
        this.settings = settings;
        this.process = process;
        this.address = address;
    }

    /**
     * Starts a node and waits until it is ready.
     *
     * @throws IllegalStateException when it ends or is not ready in time; with the end of its log
     */
    public static ChildNode start(ChildNodeSettings settings) {
        Process process = launch(settings);
        CompletableFuture<URI> ready = new CompletableFuture<>();
        Thread reader = new Thread(() -> readOutput(process, ready), "output of node " + process.pid());
        reader.setDaemon(true);
        reader.start();
        try {
            return new ChildNode(
                    settings, process, ready.get(settings.readyWithin().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw failedStart(process, " was not ready within " + settings.readyWithin(), settings, e);
        } catch (ExecutionException e) {
            throw failedStart(process, " ended before it was ready", settings, e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a node started", e);
        }
    }

    private static IllegalStateException failedStart(
            Process process, String how, ChildNodeSettings settings, Exception cause) {
        // Gone before another one is started on the same data.
        process.destroyForcibly()
                .onExit()
                .completeOnTimeout(process, KILL_TIME.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return new IllegalStateException(
                "node " + process.pid() + how + "; its log ends with:\n" + endOfLog(settings.log()), cause);
    }

    private static Process launch(ChildNodeSettings settings) {
        ProcessBuilder builder = new ProcessBuilder(settings.command())
                .redirectError(ProcessBuilder.Redirect.appendTo(settings.log().toFile()));
        builder.environment().putAll(settings.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + settings.command().get(0), e);
        }
    }

    /** Reads on after the ready line, so that the node never blocks on a full pipe. */
    private static void readOutput(Process process, CompletableFuture<URI> ready) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(READY)) {
                    ready.complete(URI.create(line.substring(READY.length())));
                }
            }
            ready.completeExceptionally(new IllegalStateException("the node ended"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private static String endOfLog(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "(" + log + " cannot be read: " + e.getMessage() + ")";
        }
    }

    /** Where its HTTP interface is, as {@code http://HOST:PORT}. Another one after a restart, unless the settings fix the port. */
    public URI address() {
        return address;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with the exit code when the process has ended, by itself or not. */
    public CompletableFuture<Integer> ended() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Kills the process at once (SIGKILL) and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        waitForEnd(KILL_TIME);
    }

    /** Asks the process to stop (SIGTERM) and waits; its exit code. */
    public int stop(Duration patience) {
        process.destroy();
        return waitForEnd(patience);
    }

    private int waitForEnd(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("node " + process.pid() + " did not end within " + patience
                        + "; its log ends with:\n" + endOfLog(settings.log()));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while node " + process.pid() + " ended", e);
        }
    }

    /** Stops the process where it is (SIGSTOP), until what is returned is closed; when this process ends before, it goes on then. */
    public FrozenProcess freeze() {
        return FrozenProcess.freeze(process.pid());
    }

    /** Starts the node again on the same data, after it has ended. */
    public ChildNode restart() {
        if (process.isAlive()) {
            throw new IllegalStateException("node " + process.pid() + " still runs");
        }
        return start(settings);
    }

    /** Kills the process if it still runs. */
    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
