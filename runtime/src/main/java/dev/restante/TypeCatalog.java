package dev.restante;

import java.util.Optional;
import java.util.Set;

/** The registered actor types: what they are called, which messages they take, and how those are read and written. Thread-safe. */
public interface TypeCatalog {

    /** Names of the registered types, sorted. */
    Set<String> types();

    /** Names of the messages that {@code type} takes, sorted; empty when there is no such type. */
    Optional<Set<String>> messages(String type);

    /**
     * Turns a JSON body that came from outside into a message of {@code type}: checked against the message's fields and written the way
     * the runtime writes it, with the current version.
     *
     * @throws InvalidMessageException when the body is not JSON or does not fit; says which field and why
     */
    Payload read(String type, String message, byte[] json);

    /** The JSON Schema (2020-12) of a message, as JSON text. */
    String schema(String type, String message);

    /** Serializes a message of {@code type}. */
    Payload write(ActorType<?> type, Object message);

    /** Reads a reply that a behavior gave. */
    <R> R readReply(Payload reply, Class<R> as);
}
