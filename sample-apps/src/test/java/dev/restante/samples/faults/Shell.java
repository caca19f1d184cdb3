package dev.restante.samples.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Commands of the machine, each with a limit of time. */
final class Shell {

    private static final long PATIENCE_SECONDS = 120;

    private Shell() {}

    /** Runs {@code command}; its output. */
    static String run(String command) {
        Result result = attempt(command);
        if (result.code() != 0) {
            throw new IllegalStateException("'" + command + "' ended with " + result.code() + ": " + result.output());
        }
        return result.output();
    }

    static boolean succeeds(String command) {
        return attempt(command).code() == 0;
    }

    /** Whether all {@code programs} are there. */
    static boolean has(String... programs) {
        for (String program : programs) {
            if (!succeeds("command -v " + program)) {
                return false;
            }
        }
        return true;
    }

    record Result(int code, String output) {}

    /** Runs {@code command}, whatever comes of it. */
    static Result attempt(String command) {
        try {
            Process process = new ProcessBuilder("sh", "-c", command)
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("'" + command + "' took longer than " + PATIENCE_SECONDS + " s");
            }
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run '" + command + "'", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while '" + command + "' ran", e);
        }
    }
}
