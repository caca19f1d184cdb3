package dev.restante.gateway.http;

import dev.restante.InvalidMessageException;
import dev.restante.RefusedException;
import dev.restante.TypeCatalog;
import dev.restante.UnknownOutcomeException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what went wrong into the problem that the client is told. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final TypeCatalog types;

    Failures(TypeCatalog types) {
        this.types = types;
    }

    /**
     * The problem for a failed request.
     *
     * @param what the request, for the log line of a failure that is ours
     */
    Problem problemOf(Throwable failure, String what) {
        Throwable cause = unwrap(failure);
        if (cause instanceof ProblemException known) {
            return known.problem();
        }
        if (cause instanceof RefusedException refused) {
            return refused(refused);
        }
        if (cause instanceof InvalidMessageException invalid) {
            return invalid(invalid);
        }
        if (cause instanceof UnknownOutcomeException unknown) {
            return ProblemType.UNAVAILABLE.because(text(unknown)).retryAfter(DEFAULT_RETRY);
        }
        LOG.error("{} failed", what, cause);
        return ProblemType.INTERNAL.because("The node's log tells more. Whether anything was stored is not known");
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private static Problem refused(RefusedException refused) {
        ProblemType type = switch (refused.refusal()) {
            case MAILBOX_FULL -> ProblemType.MAILBOX_FULL;
            case OVERLOADED -> ProblemType.OVERLOADED;
            case UNKNOWN_TYPE -> ProblemType.UNKNOWN_TYPE;
            case UNKNOWN_MESSAGE -> ProblemType.UNKNOWN_MESSAGE;
            case KEY_REUSED -> ProblemType.KEY_REUSED;
            case TOO_LARGE -> ProblemType.TOO_LARGE;
            case TOO_LATE, UNAVAILABLE -> ProblemType.UNAVAILABLE;
        };
        Problem problem = type.because(text(refused));
        boolean retryMakesSense = type.status() == 429 || type.status() == 503;
        return retryMakesSense ? problem.retryAfter(refused.retryAfter().orElse(DEFAULT_RETRY)) : problem;
    }

    private static Problem invalid(InvalidMessageException invalid) {
        ProblemType type = switch (invalid.problem()) {
            case UNKNOWN_TYPE -> ProblemType.UNKNOWN_TYPE;
            case UNKNOWN_MESSAGE -> ProblemType.UNKNOWN_MESSAGE;
            case MALFORMED -> ProblemType.MALFORMED;
            case INVALID -> ProblemType.INVALID_MESSAGE;
        };
        Problem problem = type.because(text(invalid));
        return type == ProblemType.INVALID_MESSAGE ? problem.with("field", invalid.field()) : problem;
    }

    static String text(Throwable failure) {
        return Optional.ofNullable(failure.getMessage())
                .orElseGet(() -> failure.getClass().getSimpleName());
    }

    Problem unknownType(String type) {
        return ProblemType.UNKNOWN_TYPE
                .because("'" + type + "' is not a registered actor type")
                .with("types", types.types());
    }

    Problem unknownMessage(String type, String message, Set<String> known) {
        return ProblemType.UNKNOWN_MESSAGE
                .because("'" + message + "' is not a message of actor type '" + type + "'")
                .with("messages", known);
    }
}
