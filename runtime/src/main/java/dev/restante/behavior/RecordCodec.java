package dev.restante.behavior;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restante.InvalidMessageException;
import dev.restante.InvalidMessageException.Problem;
import dev.restante.Payload;
import java.io.IOException;

/** Writes and reads the instances of one record. Immutable and thread-safe. */
final class RecordCodec<T> {

    private final Class<T> type;
    private final SchemaName schema;
    private final ObjectWriter writer;
    private final ObjectReader storedReader;
    private final ObjectReader outsideReader;

    RecordCodec(Class<T> type, JsonMapper stored, JsonMapper outside) {
        this.type = type;
        schema = SchemaName.of(type);
        writer = stored.writerFor(type);
        storedReader = stored.readerFor(type);
        outsideReader = outside.readerFor(type);
    }

    Class<T> type() {
        return type;
    }

    SchemaName schema() {
        return schema;
    }

    String name() {
        return schema.name();
    }

    /**
     * The current form of {@code value}.
     *
     * @throws IllegalArgumentException when a value in it cannot be written
     */
    Payload write(Object value) {
        try {
            return new Payload(schema.name(), schema.version(), writer.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    schema.name() + " cannot be written as JSON: "
                            + JsonFault.of(e).text(),
                    e);
        }
    }

    /** Reads what was written by this or an older version. */
    T read(Payload payload) throws UndecodableException {
        if (payload.version() == schema.version()) {
            return readCurrent(payload);
        }
        if (payload.version() > schema.version()) {
            throw new UndecodableException(
                    payload, "a newer version wrote it; this one knows versions up to " + schema.version());
        }
        return migrate(payload);
    }

    /**
     * Reads a body from outside, strictly.
     *
     * @throws InvalidMessageException when it does not fit; says which field and why
     */
    T readOutside(byte[] json) {
        try {
            T value = outsideReader.readValue(json);
            if (value == null) {
                throw new InvalidMessageException(Problem.INVALID, "", "expected an object, not null");
            }
            return value;
        } catch (IOException e) {
            JsonFault fault = JsonFault.of(e);
            Problem problem = fault.malformed() ? Problem.MALFORMED : Problem.INVALID;
            throw new InvalidMessageException(problem, fault.field(), fault.reason());
        }
    }

    private T readCurrent(Payload payload) throws UndecodableException {
        try {
            T value = storedReader.readValue(payload.bytes());
            if (value == null) {
                throw new UndecodableException(payload, "expected an object, not null");
            }
            return value;
        } catch (IOException e) {
            throw undecodable(payload, e);
        }
    }

    private T migrate(Payload payload) throws UndecodableException {
        try {
            JsonNode old = storedReader.readTree(payload.bytes());
            if (!(old instanceof ObjectNode object)) {
                throw new UndecodableException(payload, "expected an object");
            }
            return storedReader.readValue(schema.migration().orElseThrow().migrate(payload.version(), object));
        } catch (IOException e) {
            throw undecodable(payload, e);
        } catch (RuntimeException e) {
            throw new UndecodableException(
                    payload, "its migration to version " + schema.version() + " failed: " + e, FailureText.trace(e), e);
        }
    }

    private static UndecodableException undecodable(Payload payload, IOException cause) {
        return new UndecodableException(payload, JsonFault.of(cause).text(), FailureText.trace(cause), cause);
    }
}
