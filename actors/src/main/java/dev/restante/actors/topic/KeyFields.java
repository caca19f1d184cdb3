package dev.restante.actors.topic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.restante.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Finds the fields of an event that hold keys, in one pass that ends at the last of them. */
final class KeyFields {

    private static final JsonFactory JSON = new JsonFactory();

    private KeyFields() {}

    /**
     * The values of those of {@code names} that stand at the top of {@code event} and are texts or whole numbers. Where a field is there twice,
     * the first counts.
     */
    static Map<String, String> of(Json event, Set<String> names) {
        Map<String, String> values = new HashMap<>();
        if (names.isEmpty()) {
            return values;
        }
        try (JsonParser parser = JSON.createParser(event.text())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return values;
            }
            while (values.size() < names.size() && parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (names.contains(name) && (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT)) {
                    values.putIfAbsent(name, parser.getText());
                }
                parser.skipChildren();
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException("the event was JSON when it was read, and is not now", e);
        }
    }
}
