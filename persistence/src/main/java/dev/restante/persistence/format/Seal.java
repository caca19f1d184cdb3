package dev.restante.persistence.format;

import dev.restante.persistence.DamagedRowException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * The frame around every stored value: a version byte, a CRC-32C over key and body, the body. It finds damage that RocksDB's own checksums
 * cannot see, such as a row that was damaged in memory or came back under another key, and lets us name the row.
 */
public final class Seal {

    private static final byte VERSION = 1;

    /** Bytes that a sealed row has beside its body. */
    public static final int OVERHEAD = Byte.BYTES + Integer.BYTES;

    private Seal() {}

    /** The sealed row at {@code key} whose body is what {@code writer} puts, which must be {@code length} bytes. */
    public static byte[] of(byte[] key, int length, Consumer<ByteBuffer> writer) {
        byte[] row = new byte[OVERHEAD + length];
        ByteBuffer content = ByteBuffer.wrap(row).put(VERSION).putInt(0);
        writer.accept(content);
        if (content.hasRemaining()) {
            throw new IllegalStateException(content.remaining() + " bytes of the row were not filled");
        }
        content.putInt(Byte.BYTES, checksum(key, row));
        return row;
    }

    public static byte[] of(byte[] key, byte[] body) {
        return of(key, body.length, content -> content.put(body));
    }

    /** The body of a row, not copied. {@code name} says which row it is when it turns out to be damaged. */
    public static ByteBuffer open(byte[] key, byte[] row, Supplier<String> name) {
        if (row.length < OVERHEAD) {
            throw new DamagedRowException(name.get() + " is damaged: it has " + row.length + " bytes only");
        }
        ByteBuffer content = ByteBuffer.wrap(row);
        byte version = content.get();
        if (version != VERSION) {
            throw new DamagedRowException(
                    name.get() + " is damaged or was written by a later version: its format is " + version);
        }
        if (content.getInt() != checksum(key, row)) {
            throw new DamagedRowException(name.get() + " is damaged: its checksum does not match");
        }
        return content;
    }

    /** The body of a row, copied. */
    public static byte[] content(byte[] key, byte[] row, Supplier<String> name) {
        ByteBuffer body = open(key, row, name);
        byte[] content = new byte[body.remaining()];
        body.get(content);
        return content;
    }

    private static int checksum(byte[] key, byte[] row) {
        CRC32C crc = new CRC32C();
        crc.update(key);
        crc.update(row, OVERHEAD, row.length - OVERHEAD);
        return (int) crc.getValue();
    }
}
