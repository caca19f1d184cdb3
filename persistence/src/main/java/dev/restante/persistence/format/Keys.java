package dev.restante.persistence.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How rows are addressed. Numbers are big-endian, so that the order of the bytes is the order of the numbers; a persistence id is preceded
 * by its length, so that none is the beginning of another.
 */
public final class Keys {

    private static final byte TRIMMED = 't';
    private static final byte EPOCH = 'e';

    private Keys() {}

    /** The key of a record in the log, and of a snapshot. */
    public static byte[] numbered(String persistenceId, long sequenceNr) {
        byte[] id = encoded(persistenceId);
        return ByteBuffer.allocate(Short.BYTES + id.length + Long.BYTES)
                .putShort((short) id.length)
                .put(id)
                .putLong(sequenceNr)
                .array();
    }

    public static long sequenceNr(byte[] numberedKey) {
        return ByteBuffer.wrap(numberedKey).getLong(numberedKey.length - Long.BYTES);
    }

    public static String persistenceId(byte[] numberedKey) {
        int length = ByteBuffer.wrap(numberedKey).getShort();
        return new String(numberedKey, Short.BYTES, length, StandardCharsets.UTF_8);
    }

    public static byte[] trimmed(String persistenceId) {
        byte[] id = encoded(persistenceId);
        return ByteBuffer.allocate(1 + id.length).put(TRIMMED).put(id).array();
    }

    public static byte[] epoch(int partition) {
        return ByteBuffer.allocate(1 + Integer.BYTES)
                .put(EPOCH)
                .putInt(partition)
                .array();
    }

    /** Whether a key of a mark is one of {@link #epoch}, and not of {@link #trimmed}. */
    public static boolean isEpoch(byte[] markKey) {
        return markKey[0] == EPOCH;
    }

    public static byte[] state(int partition, byte[] key) {
        return ByteBuffer.allocate(Integer.BYTES + key.length)
                .putInt(partition)
                .put(key)
                .array();
    }

    public static byte[] withoutPartition(byte[] stateKey) {
        return java.util.Arrays.copyOfRange(stateKey, Integer.BYTES, stateKey.length);
    }

    private static byte[] encoded(String persistenceId) {
        byte[] id = persistenceId.getBytes(StandardCharsets.UTF_8);
        if (id.length > Short.MAX_VALUE) {
            throw new IllegalArgumentException("A persistence id may have " + Short.MAX_VALUE + " bytes in UTF-8, not "
                    + id.length + ": " + persistenceId.substring(0, 60) + "…");
        }
        return id;
    }
}
