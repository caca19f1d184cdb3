package dev.restante.behavior;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.IOException;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a JSON text, in words for who wrote it: no class names.
 *
 * @param malformed it is not JSON, or more of it than is read
 * @param field path of the field at fault, empty for the whole
 * @param reason one line
 */
record JsonFault(boolean malformed, String field, String reason) {

    // Jackson has one exception for these and for all other misfits.
    private static final String MISSING = "Missing required creator property";
    private static final String TRAILING = "Trailing token";
    private static final String EMPTY = "No content to map due to end-of-input";

    private static final int LONGEST_FIELD = 200;
    private static final int LONGEST_REASON = 500;

    JsonFault {
        field = cut(field, LONGEST_FIELD);
        reason = cut(reason.replaceAll("\\s+", " "), LONGEST_REASON);
    }

    static JsonFault of(IOException thrown) {
        JacksonException malformed = malformation(thrown);
        if (malformed != null) {
            return new JsonFault(true, path(thrown), malformed.getOriginalMessage() + place(malformed.getLocation()));
        }
        if (saysThat(thrown, EMPTY)) {
            return new JsonFault(true, "", "there is no JSON in it");
        }
        if (saysThat(thrown, TRAILING)) {
            return new JsonFault(true, "", "there is more after the end of the value");
        }
        if (thrown instanceof JsonMappingException mapping) {
            return new JsonFault(false, path(mapping), reason(mapping) + place(mapping.getLocation()));
        }
        return new JsonFault(true, "", String.valueOf(thrown.getMessage()));
    }

    /** Field and reason in one line. */
    String text() {
        return field.isEmpty() ? reason : field + ": " + reason;
    }

    private static boolean saysThat(Throwable thrown, String beginning) {
        return thrown instanceof MismatchedInputException mismatch
                && mismatch.getOriginalMessage().startsWith(beginning);
    }

    private static @Nullable JacksonException malformation(@Nullable Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            boolean wellFormed = each instanceof InputCoercionException;
            if (!wellFormed && (each instanceof StreamReadException || each instanceof StreamConstraintsException)) {
                return (JacksonException) each;
            }
        }
        return null;
    }

    private static String reason(JsonMappingException thrown) {
        if (thrown instanceof UnrecognizedPropertyException unknown) {
            return "there is no such field; there " + fields(unknown.getKnownPropertyIds());
        }
        if (thrown instanceof ValueInstantiationException refused && refused.getCause() != null) {
            return String.valueOf(refused.getCause().getMessage());
        }
        if (thrown.getCause() instanceof InputCoercionException outOfRange) {
            return "expected " + expectation(outOfRange.getTargetType());
        }
        if (thrown instanceof InvalidNullException || saysThat(thrown, MISSING)) {
            return "must be given, and not as null";
        }
        if (thrown instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return "expected " + expectation(mismatch.getTargetType());
        }
        return thrown.getOriginalMessage();
    }

    private static String fields(@Nullable Collection<Object> known) {
        if (known == null || known.isEmpty()) {
            return "are none";
        }
        return (known.size() == 1 ? "is " : "are ")
                + known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    private static String expectation(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == double.class
                || type == float.class
                || type == Double.class
                || type == Float.class
                || type == java.math.BigDecimal.class) {
            return "a number";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a whole number" + range(type);
        }
        if (TemporalAccessor.class.isAssignableFrom(type) || TemporalAmount.class.isAssignableFrom(type)) {
            return "a text in ISO-8601 for " + type.getSimpleName();
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type) ? "an object" : "a text";
    }

    private static String range(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return " of 32 bits";
        }
        return type == long.class || type == Long.class ? " of 64 bits" : "";
    }

    private static String path(IOException thrown) {
        if (!(thrown instanceof JsonMappingException mapping)) {
            return "";
        }
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
