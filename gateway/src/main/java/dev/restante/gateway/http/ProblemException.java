package dev.restante.gateway.http;

/** Ends the handling of a request with a problem. It has no stack trace: it tells of the client's request, not of our code. */
final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
