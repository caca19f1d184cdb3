package dev.restante.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.restante.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes answers straight to bytes. */
final class Json {

    /** Something that writes itself as one JSON value. */
    @FunctionalInterface
    interface Content {
        void writeTo(JsonGenerator out) throws IOException;
    }

    /** Shared with the readers of lines and events. Its limits on nesting, numbers and names are Jackson's defaults. */
    static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private Json() {}

    static byte[] bytes(Content content) {
        ByteArrayOutputStream target = new ByteArrayOutputStream(256);
        write(content, target);
        return target.toByteArray();
    }

    static void write(Content content, OutputStream target) {
        try (JsonGenerator out = FACTORY.createGenerator(target)) {
            content.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a payload's body as it is stored. */
    static void writeBody(JsonGenerator out, String field, Payload payload) throws IOException {
        out.writeFieldName(field);
        out.writeRawValue(new String(payload.bytes(), StandardCharsets.UTF_8));
    }
}
