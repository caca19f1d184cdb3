package dev.restante.testkit.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A promise was broken. The message names the seed, the promise, and the events that led to it. */
public final class InvariantViolation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String promise;
    private final transient List<String> subjects;

    InvariantViolation(String promise, List<String> subjects, @Nullable Throwable cause) {
        super(promise, cause);
        this.promise = promise;
        this.subjects = List.copyOf(subjects);
    }

    private InvariantViolation(InvariantViolation found, String report) {
        super(report, found.getCause());
        this.promise = found.promise;
        this.subjects = found.subjects;
        setStackTrace(found.getStackTrace());
    }

    /** What was broken, in one line. */
    public String promise() {
        return promise;
    }

    /** Which promise it is, such as {@code I3}. */
    String kind() {
        int colon = promise.indexOf(':');
        return colon < 0 ? promise : promise.substring(0, colon);
    }

    List<String> subjects() {
        return subjects;
    }

    InvariantViolation withReport(long seed, String history) {
        return new InvariantViolation(this, "seed " + seed + ": " + promise + "\n" + history);
    }
}
