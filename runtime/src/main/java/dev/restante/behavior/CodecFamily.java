package dev.restante.behavior;

import dev.restante.Payload;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Records that are told apart by name: the messages, states or events of one actor type. Immutable and thread-safe. */
final class CodecFamily<T> {

    private final Map<String, RecordCodec<? extends T>> byName = new HashMap<>();
    private final Map<Class<?>, RecordCodec<? extends T>> byClass = new HashMap<>();
    private final SortedSet<String> names = new TreeSet<>();

    /** Fails with {@link IllegalArgumentException} when a record cannot be serialized, or two share a name. */
    CodecFamily(Codecs codecs, Collection<? extends Class<? extends T>> members) {
        for (Class<? extends T> member : members) {
            RecordCodec<? extends T> codec = codecs.of(member);
            byClass.put(member, codec);
            names.add(codec.name());
            addName(codec.name(), codec);
            codec.schema().aliases().forEach(alias -> addName(alias, codec));
        }
    }

    /** The current names, without aliases, sorted. */
    SortedSet<String> names() {
        return names;
    }

    /** Every name under which a member is read. */
    java.util.Set<String> allNames() {
        return byName.keySet();
    }

    Optional<RecordCodec<? extends T>> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Collection<RecordCodec<? extends T>> codecs() {
        return byClass.values();
    }

    boolean takes(Object value) {
        return byClass.containsKey(value.getClass());
    }

    T read(Payload payload) throws UndecodableException {
        RecordCodec<? extends T> codec = byName.get(payload.name());
        if (codec == null) {
            throw new UndecodableException(
                    payload, "nothing of this name is registered; there is " + String.join(", ", names));
        }
        return codec.read(payload);
    }

    /** Null when {@code value} is not a member. */
    @Nullable Payload write(Object value) {
        RecordCodec<? extends T> codec = byClass.get(value.getClass());
        return codec == null ? null : codec.write(value);
    }

    private void addName(String name, RecordCodec<? extends T> codec) {
        RecordCodec<? extends T> other = byName.putIfAbsent(name, codec);
        if (other != null && !other.type().equals(codec.type())) {
            throw new IllegalArgumentException(
                    "'" + name + "' names both " + other.type().getName() + " and "
                            + codec.type().getName() + "; give one another name with @MessageName");
        }
    }
}
