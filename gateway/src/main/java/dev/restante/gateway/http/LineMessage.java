package dev.restante.gateway.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code POST /messages}, read in one pass: the body is found and cut out, not parsed, as the type catalog reads it anyway.
 *
 * @param key the client's own, or null
 * @param body a JSON text
 */
record LineMessage(String to, String message, @Nullable String key, byte[] body) {

    static LineMessage parse(byte[] bytes, int offset, int length) {
        try (JsonParser parser = Json.FACTORY.createParser(bytes, offset, length)) {
            return new Reader(parser, bytes, offset).read();
        } catch (JsonProcessingException e) {
            throw malformed("not JSON: " + e.getOriginalMessage() + place(e.getLocation(), offset));
        } catch (IOException e) {
            throw malformed("not JSON in UTF-8: " + e.getMessage());
        }
    }

    private static String place(@Nullable JsonLocation location, int offset) {
        return location == null ? "" : ", at byte " + Math.max(0, location.getByteOffset() - offset);
    }

    private static ProblemException malformed(String detail) {
        return ProblemType.MALFORMED.because(detail).asException();
    }

    /** The fields of one line, as they turn up. */
    private static final class Reader {

        private final JsonParser parser;
        private final byte[] bytes;
        private final int offset;

        private @Nullable String to;
        private @Nullable String message;
        private @Nullable String key;
        private byte @Nullable [] body;

        Reader(JsonParser parser, byte[] bytes, int offset) {
            this.parser = parser;
            this.bytes = bytes;
            this.offset = offset;
        }

        LineMessage read() throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed(
                        "a line is a JSON object, as in {\"to\":\"account/alice\",\"message\":\"Deposit\",\"body\":{}}");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                field(parser.currentName());
            }
            if (parser.nextToken() != null) {
                throw malformed("more than one JSON value on the line");
            }
            if (to == null || message == null || body == null) {
                String missing = to == null ? "to" : message == null ? "message" : "body";
                throw malformed("'" + missing + "' is missing");
            }
            return new LineMessage(to, message, key, body);
        }

        private void field(String name) throws IOException {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "to" -> to = text(name, to, value);
                case "message" -> message = text(name, message, value);
                case "key" -> key = ClientKeys.check(text(name, key, value), "'key'");
                case "body" -> body = cutOut(value);
                default ->
                    throw malformed("'" + name + "' is not a field of a line; known are to, message, key and body");
            }
        }

        private String text(String name, @Nullable String before, JsonToken value) throws IOException {
            if (before != null) {
                throw malformed("'" + name + "' is given twice");
            }
            if (value != JsonToken.VALUE_STRING) {
                throw malformed("'" + name + "' is not a text");
            }
            return parser.getText();
        }

        private byte[] cutOut(JsonToken value) throws IOException {
            if (body != null) {
                throw malformed("'body' is given twice");
            }
            if (value != JsonToken.START_OBJECT) {
                throw malformed("'body' is not a JSON object");
            }
            int from = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            int to = (int) parser.currentLocation().getByteOffset();
            return Arrays.copyOfRange(bytes, offset + from, offset + to);
        }
    }
}
