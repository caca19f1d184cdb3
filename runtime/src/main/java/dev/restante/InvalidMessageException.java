package dev.restante;

/** A body that does not fit its message type. */
public final class InvalidMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final String field;

    public InvalidMessageException(Problem problem, String field, String message) {
        super(message);
        this.problem = problem;
        this.field = field;
    }

    public Problem problem() {
        return problem;
    }

    /** Path of the field at fault, as in {@code lines[2].cents}; empty when it is the whole body. */
    public String field() {
        return field;
    }

    /** What is wrong. */
    public enum Problem {
        UNKNOWN_TYPE,
        UNKNOWN_MESSAGE,
        /** Not JSON at all. */
        MALFORMED,
        /** JSON, but not this message. */
        INVALID
    }
}
