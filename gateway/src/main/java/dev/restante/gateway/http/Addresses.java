package dev.restante.gateway.http;

import dev.restante.ActorId;
import dev.restante.MessageId;
import dev.restante.TypeCatalog;
import java.util.Optional;
import java.util.Set;

/** Reads the names in a request and answers unknown ones with those that exist. */
final class Addresses {

    private final TypeCatalog types;
    private final Failures failures;

    Addresses(TypeCatalog types, Failures failures) {
        this.types = types;
        this.failures = failures;
    }

    /** The actor of a path that has {@code {type}} and {@code {key}}. */
    ActorId actor(Exchange exchange) {
        return actor(exchange.variable("type"), exchange.variable("key"));
    }

    /** An actor written as {@code type/key}. */
    ActorId actor(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw malformed("'" + text + "' is not an actor; expected type/key, as in account/alice");
        }
        return actor(text.substring(0, slash), text.substring(slash + 1));
    }

    private ActorId actor(String type, String key) {
        requireType(type);
        try {
            return new ActorId(type, key);
        } catch (IllegalArgumentException e) {
            throw malformed(Failures.text(e));
        }
    }

    /** The messages of a type that has to exist. */
    Set<String> requireType(String type) {
        Optional<Set<String>> messages = ActorId.isTypeName(type) ? types.messages(type) : Optional.empty();
        return messages.orElseThrow(() -> failures.unknownType(type).asException());
    }

    void requireMessage(String type, String message) {
        Set<String> known = requireType(type);
        if (!known.contains(message)) {
            throw failures.unknownMessage(type, message, known).asException();
        }
    }

    static MessageId messageId(String text) {
        try {
            return MessageId.parse(text);
        } catch (IllegalArgumentException e) {
            throw malformed(Failures.text(e));
        }
    }

    private static ProblemException malformed(String detail) {
        return ProblemType.MALFORMED.because(detail).asException();
    }
}
