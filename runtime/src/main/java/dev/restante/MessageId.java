package dev.restante;

/**
 * The identity of a message, the same from its first sending to its last trace: resends, retries, dead letters and redrives keep it.
 *
 * @param partition the receiver's partition, which accepted the message or will
 * @param origin the partition (below 2^16) or courier channel (any other value) that numbered the message
 * @param number counts from 1 within the origin
 */
public record MessageId(int partition, long origin, long number) implements Comparable<MessageId> {

    public MessageId {
        if (partition < 0 || partition > 0xffff || origin < 0 || number < 0) {
            throw new IllegalArgumentException(
                    "not a message id: partition " + partition + ", origin " + origin + ", number " + number);
        }
    }

    /** Reads what {@link #toString} writes. */
    public static MessageId parse(String text) {
        String[] parts = text.split("-", -1);
        if (parts.length != 3 || text.length() > 48) {
            throw notAnId(text);
        }
        try {
            return new MessageId(
                    Integer.parseInt(parts[0], 16), Long.parseLong(parts[1], 16), Long.parseLong(parts[2], 16));
        } catch (IllegalArgumentException e) {
            throw notAnId(text);
        }
    }

    private static IllegalArgumentException notAnId(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is not a message id; expected three hexadecimal numbers, as in 2a-5f3c9-1");
    }

    @Override
    public int compareTo(MessageId other) {
        int byPartition = Integer.compare(partition, other.partition);
        if (byPartition != 0) {
            return byPartition;
        }
        int byOrigin = Long.compare(origin, other.origin);
        return byOrigin != 0 ? byOrigin : Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Integer.toHexString(partition) + "-" + Long.toHexString(origin) + "-" + Long.toHexString(number);
    }
}
