package dev.restante.persistence.embedded;

import java.math.BigInteger;
import java.util.Arrays;
import org.rocksdb.RocksDBException;

/**
 * Finds where a range can be read again after a damaged block. Reading from any key within the block fails, reading from one behind it does
 * not; so the end of the block is found by halving what lies between.
 */
final class ReadableKey {

    /** Keys differ within so many bytes after what the ends of the range have in common; rows that differ later share a fate. */
    private static final int PRECISION = 24;

    private final View view;
    private final Column column;
    private final byte[] end;

    ReadableKey(View view, Column column, byte[] end) {
        this.view = view;
        this.column = column;
        this.end = end;
    }

    /** The lowest key from {@code from} on that can be read from, to the precision; empty when there is none before the end. */
    byte[] from(byte[] from) {
        int length = Math.max(from.length, commonPrefix(from, end)) + PRECISION;
        BigInteger unreadable = number(from, length);
        BigInteger readable = number(end, length);
        while (readable.subtract(unreadable).compareTo(BigInteger.ONE) > 0) {
            BigInteger middle = unreadable.add(readable).shiftRight(1);
            if (isReadable(bytes(middle, length))) {
                readable = middle;
            } else {
                unreadable = middle;
            }
        }
        byte[] found = bytes(readable, length);
        return Arrays.compareUnsigned(found, end) < 0 ? found : new byte[0];
    }

    private boolean isReadable(byte[] key) {
        try (RowCursor rows = view.rows(column, key, end)) {
            rows.next();
            return true;
        } catch (RocksDBException e) {
            return false; // That is the question. What is damaged has been noted.
        }
    }

    private static int commonPrefix(byte[] left, byte[] right) {
        int mismatch = Arrays.mismatch(left, right);
        return mismatch < 0 ? left.length : mismatch;
    }

    private static BigInteger number(byte[] key, int length) {
        return new BigInteger(1, Arrays.copyOf(key, length));
    }

    private static byte[] bytes(BigInteger number, int length) {
        byte[] digits = number.toByteArray();
        byte[] key = new byte[length];
        int from = Math.max(0, digits.length - length);
        System.arraycopy(digits, from, key, length - (digits.length - from), digits.length - from);
        return key;
    }
}
