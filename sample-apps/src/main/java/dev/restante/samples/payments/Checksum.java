package dev.restante.samples.payments;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Tells two sets of payments apart by one number, in whatever order they come: the sum, modulo 2<sup>64</sup>, of the first eight bytes of each
 * id's SHA-256. With the count beside it, it shows whether somebody has booked exactly the payments that were made, each once.
 */
public record Checksum(long value) {

    public static final Checksum NONE = new Checksum(0);

    public Checksum plus(String paymentId) {
        return new Checksum(value + hash(paymentId));
    }

    private static long hash(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
