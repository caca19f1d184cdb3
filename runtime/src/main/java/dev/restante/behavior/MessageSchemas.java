package dev.restante.behavior;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The JSON Schemas of messages, as {@link RecordCodec#readOutside} reads them. Thread-safe; keeps one text a class. */
final class MessageSchemas {

    private final JsonMapper outside;
    private final Map<Class<?>, String> texts = new ConcurrentHashMap<>();

    MessageSchemas(JsonMapper outside) {
        this.outside = outside;
    }

    /** JSON Schema 2020-12, as JSON text. */
    String of(Class<?> message) {
        return texts.computeIfAbsent(message, type -> new SchemaWriter(outside, type).write());
    }
}
