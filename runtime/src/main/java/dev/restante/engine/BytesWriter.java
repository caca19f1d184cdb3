package dev.restante.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes the engine's binary formats into a growing array. Numbers are unsigned LEB128 unless the name says otherwise. */
final class BytesWriter {

    private byte[] buffer;
    private int size;

    BytesWriter(int expectedSize) {
        buffer = new byte[Math.max(16, expectedSize)];
    }

    int size() {
        return size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    BytesWriter put(int value) {
        ensure(1);
        buffer[size++] = (byte) value;
        return this;
    }

    BytesWriter putBoolean(boolean value) {
        return put(value ? 1 : 0);
    }

    BytesWriter putNumber(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("not an unsigned number: " + value);
        }
        ensure(10);
        long rest = value;
        while (rest >= 0x80) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
        return this;
    }

    /** Eight bytes, most significant first, so that keys sort by number. */
    BytesWriter putFixed(long value) {
        ensure(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    BytesWriter putBytes(byte[] value) {
        putNumber(value.length);
        return putRaw(value);
    }

    BytesWriter putRaw(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, buffer, size, value.length);
        size += value.length;
        return this;
    }

    BytesWriter putText(String value) {
        return putBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    BytesWriter putOptionalText(@Nullable String value) {
        putBoolean(value != null);
        return value == null ? this : putText(value);
    }

    private void ensure(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(size + more, buffer.length + (buffer.length >> 1)));
        }
    }
}
