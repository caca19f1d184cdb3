package dev.restante.persistence.transfer;

import dev.restante.persistence.format.Seal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts what is read, verifies the seal of each row, and sums up all of it to a number that does not depend on the order. Two stores of the
 * same fingerprint hold the same.
 */
final class Fingerprint {

    private final MessageDigest sha256;
    private final Map<StoredItem.Part, Long> counts = new EnumMap<>(StoredItem.Part.class);
    private long bytes;
    private long sumOfFirst;
    private long sumOfSecond;

    Fingerprint() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** @throws dev.restante.persistence.DamagedRowException when the row is not what was sealed under its key */
    void add(StoredItem item) {
        Seal.open(item.key(), item.row(), () -> "A row (" + item.part() + ") that is copied");
        sha256.update(item.part().name().getBytes(StandardCharsets.US_ASCII));
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, item.key().length));
        sha256.update(item.key());
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest(item.row()));
        sumOfFirst += digest.getLong();
        sumOfSecond += digest.getLong();
        counts.merge(item.part(), 1L, Long::sum);
        bytes += item.bytes();
    }

    boolean equalTo(Fingerprint other) {
        return counts.equals(other.counts)
                && bytes == other.bytes
                && sumOfFirst == other.sumOfFirst
                && sumOfSecond == other.sumOfSecond;
    }

    TransferReport report() {
        return new TransferReport(
                count(StoredItem.Part.RECORD), count(StoredItem.Part.CHECKPOINT), count(StoredItem.Part.ROW), bytes);
    }

    private long count(StoredItem.Part part) {
        return counts.getOrDefault(part, 0L);
    }
}
