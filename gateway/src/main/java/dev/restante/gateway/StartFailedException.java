package dev.restante.gateway;

import com.typesafe.config.ConfigException;
import dev.restante.persistence.StoreUnusableException;
import java.net.BindException;
import java.util.Optional;

/** A node cannot start. The message is a sentence for whoever started it. */
public final class StartFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean foreseen;

    private StartFailedException(String sentence, boolean foreseen, Throwable cause) {
        super(sentence, cause);
        this.foreseen = foreseen;
    }

    /** Whether the message says it all, so that nobody needs the stack trace. */
    boolean isForeseen() {
        return foreseen;
    }

    static StartFailedException because(Throwable failure, NodeSettings settings) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<String> sentence = sentence(cause, settings);
            if (sentence.isPresent()) {
                return new StartFailedException(sentence.get(), true, failure);
            }
        }
        return new StartFailedException("the node cannot start: " + failure, false, failure);
    }

    private static Optional<String> sentence(Throwable cause, NodeSettings settings) {
        if (cause instanceof BindException) {
            return Optional.of("cannot serve on " + settings.http().host() + ":"
                    + settings.http().port() + ": " + cause.getMessage()
                    + "; choose another address with --http HOST:PORT");
        }
        boolean saysItself = cause instanceof StoreUnusableException
                || cause instanceof IllegalArgumentException
                || cause instanceof ConfigException;
        return saysItself ? Optional.ofNullable(cause.getMessage()) : Optional.empty();
    }
}
