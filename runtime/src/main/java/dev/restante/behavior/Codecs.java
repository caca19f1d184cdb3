package dev.restante.behavior;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The codecs of all records in use, each checked when it is first asked for. Thread-safe; holds one entry a class. */
final class Codecs {

    private final JsonMapper stored = JsonMappers.stored();
    private final JsonMapper outside = JsonMappers.outside();
    private final Map<Class<?>, RecordCodec<?>> byClass = new ConcurrentHashMap<>();

    /**
     * The codec of {@code type}.
     *
     * @throws IllegalArgumentException when it cannot be serialized; names the component and says what to do
     */
    @SuppressWarnings("unchecked")
    <T> RecordCodec<T> of(Class<T> type) {
        RecordCodec<?> codec = byClass.get(type);
        if (codec == null) {
            ShapeCheck.check(stored, type);
            codec = byClass.computeIfAbsent(type, key -> new RecordCodec<>(type, stored, outside));
        }
        return (RecordCodec<T>) codec;
    }

    MessageSchemas schemas() {
        return new MessageSchemas(outside);
    }

    /** For records whose class is known only from an instance. */
    RecordCodec<?> of(Object value) {
        return of(value.getClass());
    }
}
