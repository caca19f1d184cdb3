package dev.restante.engine;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what {@link BytesWriter} wrote; anything else is a {@link CorruptLogException} that names the place. */
final class BytesReader {

    private static final char REPLACEMENT = '\ufffd';

    private final String what;
    private final byte[] buffer;
    private int at;

    /** @param what names the bytes in errors, as in {@code record 17 of partition 3} */
    BytesReader(String what, byte[] buffer) {
        this.what = what;
        this.buffer = buffer;
    }

    private boolean atEnd() {
        return at == buffer.length;
    }

    int get() {
        require(1);
        return buffer[at++] & 0xff;
    }

    boolean getBoolean() {
        int value = get();
        if (value > 1) {
            throw corrupt("expected 0 or 1 but found " + value);
        }
        return value == 1;
    }

    long getNumber() {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int next = get();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw corrupt("a number is longer than 63 bits");
    }

    int getInt() {
        long value = getNumber();
        if (value > Integer.MAX_VALUE) {
            throw corrupt("a number is larger than 31 bits");
        }
        return (int) value;
    }

    /** How many entries follow, each of at least one byte; so a damaged count cannot make anybody allocate for it. */
    int getCount() {
        int count = getInt();
        require(count);
        return count;
    }

    long getFixed() {
        require(8);
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | (buffer[at++] & 0xff);
        }
        return value;
    }

    byte[] getBytes() {
        return getRaw(getInt());
    }

    byte[] getRaw(int length) {
        require(length);
        byte[] value = Arrays.copyOfRange(buffer, at, at + length);
        at += length;
        return value;
    }

    String getText() {
        int length = getInt();
        require(length);
        String value = new String(buffer, at, length, StandardCharsets.UTF_8);
        if (value.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(length);
        }
        at += length;
        return value;
    }

    /** The replacement character may have been written, or stand for bytes that are none. */
    private void requireUtf8(int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, at, length));
        } catch (CharacterCodingException e) {
            throw corrupt("a text is not UTF-8");
        }
    }

    @Nullable String getOptionalText() {
        return getBoolean() ? getText() : null;
    }

    /** The version with which every format begins; it is one that this release reads. */
    int getVersion() {
        int version = get();
        if (version < FormatVersion.oldest() || version > FormatVersion.newest()) {
            throw corrupt("format version " + version + " is not one of " + FormatVersion.oldest() + " to "
                    + FormatVersion.newest() + "; written by a later release, or damaged");
        }
        return version;
    }

    void expectEnd() {
        if (!atEnd()) {
            throw corrupt("goes on after its end");
        }
    }

    CorruptLogException corrupt(String problem) {
        return new CorruptLogException(what + ", byte " + at + ": " + problem);
    }

    private void require(int length) {
        if (length < 0 || buffer.length - at < length) {
            throw corrupt("ends early: " + length + " bytes wanted, " + (buffer.length - at) + " left");
        }
    }
}
