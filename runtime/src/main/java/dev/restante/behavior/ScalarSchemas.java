package dev.restante.behavior;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/** The JSON Schemas of {@link Scalars}, in the notation in which they are read from outside. */
final class ScalarSchemas {

    /** Formats of the JSON Schema specification; types without one there are texts without a format. */
    private static final Map<Class<?>, String> FORMATS = Map.of(
            Instant.class, "date-time",
            OffsetDateTime.class, "date-time",
            LocalDate.class, "date",
            OffsetTime.class, "time",
            Duration.class, "duration",
            Period.class, "duration",
            UUID.class, "uuid",
            URI.class, "uri");

    private ScalarSchemas() {}

    static ObjectNode of(Class<?> type) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        if (type == boolean.class || type == Boolean.class) {
            return schema.put("type", "boolean");
        }
        if (type == byte.class || type == Byte.class) {
            return whole(schema, Byte.MIN_VALUE, Byte.MAX_VALUE);
        }
        if (type == short.class || type == Short.class) {
            return whole(schema, Short.MIN_VALUE, Short.MAX_VALUE);
        }
        if (type == int.class || type == Integer.class || type == OptionalInt.class) {
            return whole(schema, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == long.class || type == Long.class || type == OptionalLong.class) {
            return whole(schema, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == BigInteger.class || type == Year.class) {
            return schema.put("type", "integer");
        }
        if (type == BigDecimal.class || isFloating(type)) {
            return schema.put("type", "number");
        }
        return text(schema, type);
    }

    private static ObjectNode text(ObjectNode schema, Class<?> type) {
        schema.put("type", "string");
        if (type == char.class || type == Character.class) {
            return schema.put("minLength", 1).put("maxLength", 1);
        }
        if (type == byte[].class) {
            return schema.put("contentEncoding", "base64");
        }
        String format = FORMATS.get(type);
        return format == null ? schema : schema.put("format", format);
    }

    private static ObjectNode whole(ObjectNode schema, long least, long most) {
        return schema.put("type", "integer").put("minimum", least).put("maximum", most);
    }

    private static boolean isFloating(Class<?> type) {
        return type == double.class
                || type == Double.class
                || type == float.class
                || type == Float.class
                || type == OptionalDouble.class;
    }
}
