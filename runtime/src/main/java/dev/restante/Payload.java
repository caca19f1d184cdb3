package dev.restante;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A serialized message, event, reply or state. The array is shared, not copied: nobody changes it after it was handed over.
 *
 * @param name the registered name of what was serialized, never a class name
 * @param version schema version of the name, from 1
 * @param bytes JSON in UTF-8
 */
public record Payload(String name, int version, byte[] bytes) {

    public Payload {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(bytes, "bytes");
    }

    /** Length of the serialized form in bytes. */
    public int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload that
                && version == that.version
                && name.equals(that.name)
                && java.util.Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + java.util.Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return name + " " + new String(bytes, StandardCharsets.UTF_8);
    }
}
