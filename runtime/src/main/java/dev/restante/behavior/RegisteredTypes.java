package dev.restante.behavior;

import dev.restante.ActorId;
import dev.restante.ActorType;
import dev.restante.InvalidMessageException;
import dev.restante.InvalidMessageException.Problem;
import dev.restante.Json;
import dev.restante.Payload;
import dev.restante.TypeCatalog;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The catalog of a node's registrations. */
final class RegisteredTypes implements TypeCatalog, Receivers {

    private final SortedMap<String, RegisteredType<?, ?>> types;
    private final Codecs codecs;
    private final MessageSchemas schemas;

    RegisteredTypes(Map<String, RegisteredType<?, ?>> types, Codecs codecs) {
        this.types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
        this.codecs = codecs;
        this.schemas = codecs.schemas();
    }

    @Override
    public Set<String> types() {
        return types.keySet();
    }

    @Override
    public Optional<Set<String>> messages(String type) {
        return Optional.ofNullable(types.get(type))
                .map(found -> found.messages().names());
    }

    @Override
    public Payload read(String type, String message, byte[] json) {
        RecordCodec<?> codec = codec(type, message);
        return codec.write(codec.readOutside(json));
    }

    @Override
    public String schema(String type, String message) {
        return schemas.of(codec(type, message).type());
    }

    @Override
    public Payload write(ActorType<?> type, Object message) {
        RegisteredType<?, ?> registered = types.get(type.name());
        if (registered == null) {
            throw new IllegalArgumentException(unknownType(type.name()));
        }
        Payload written = registered.messages().write(message);
        if (written == null) {
            throw new IllegalArgumentException(
                    notTaken(registered, message.getClass().getName()));
        }
        return written;
    }

    @Override
    public <R> R readReply(Payload reply, Class<R> as) {
        if (as.equals(Payload.class)) {
            return as.cast(reply);
        }
        if (as.equals(Json.class)) {
            return as.cast(new Json(new String(reply.bytes(), StandardCharsets.UTF_8)));
        }
        try {
            return new CodecFamily<>(codecs, recordsOf(as)).read(reply);
        } catch (UndecodableException e) {
            throw new IllegalArgumentException("the reply is not a " + as.getName() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void check(ActorId to, Object message) {
        RegisteredType<?, ?> type = receiver(to);
        if (!type.messages().takes(message)) {
            throw new IllegalArgumentException(notTaken(type, message.getClass().getName()));
        }
    }

    @Override
    public boolean takes(ActorId to, Object message) {
        RegisteredType<?, ?> type = types.get(to.type());
        return type != null && type.messages().takes(message);
    }

    @Override
    public void checkNamed(ActorId to, String message) {
        RegisteredType<?, ?> type = receiver(to);
        if (type.messages().named(message).isEmpty()) {
            throw new IllegalArgumentException(notTaken(type, message));
        }
    }

    private RegisteredType<?, ?> receiver(ActorId to) {
        RegisteredType<?, ?> type = types.get(to.type());
        if (type == null) {
            throw new IllegalArgumentException("nothing can be sent to " + to + ": " + unknownType(to.type()));
        }
        return type;
    }

    private RecordCodec<?> codec(String type, String message) {
        RegisteredType<?, ?> registered = types.get(type);
        if (registered == null) {
            throw new InvalidMessageException(Problem.UNKNOWN_TYPE, "", unknownType(type));
        }
        Optional<? extends RecordCodec<?>> codec = registered.messages().named(message);
        if (codec.isEmpty()) {
            throw new InvalidMessageException(
                    Problem.UNKNOWN_MESSAGE,
                    "",
                    "actor type '" + type + "' has no message '" + message + "'; it takes "
                            + String.join(", ", registered.messages().names()));
        }
        return codec.get();
    }

    private String unknownType(String type) {
        return "no actor type '" + type + "' is registered; there is "
                + (types.isEmpty() ? "none" : String.join(", ", types.keySet()));
    }

    private static String notTaken(RegisteredType<?, ?> type, String message) {
        return "actor type '" + type.name() + "' does not take " + message + "; it takes "
                + String.join(", ", type.messages().names());
    }

    private static <R> Set<Class<? extends R>> recordsOf(Class<R> family) {
        if (!family.isSealed()) {
            return Set.of(family);
        }
        Set<Class<? extends R>> records = new HashSet<>();
        for (Class<?> permitted : family.getPermittedSubclasses()) {
            records.addAll(recordsOf(permitted.asSubclass(family)));
        }
        return records;
    }
}
