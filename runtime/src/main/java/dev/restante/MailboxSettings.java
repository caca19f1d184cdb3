package dev.restante;

import java.util.Objects;

/**
 * How much a mailbox holds and what happens beyond. Capacity bounds what comes from outside through couriers; what actors send each other is
 * accepted beyond it, spilling to disk, so that two full mailboxes can never wait for each other. Immutable.
 *
 * @param capacity messages waiting, delayed ones included: 1 to 10,000,000
 * @param capacityBytes their payloads with overhead of about 160 bytes each: 1 KiB to 1 TiB
 * @param overflow what becomes of a message that does not fit
 */
public record MailboxSettings(int capacity, long capacityBytes, Overflow overflow) {

    private static final int MOST_MESSAGES = 10_000_000;
    private static final long LEAST_BYTES = 1 << 10;
    private static final long MOST_BYTES = 1L << 40;

    /**
     * 100,000 messages or 64 MiB: several seconds of the fastest sender, so that bursts pass, while an actor that has stopped working is
     * noticed by its senders before it fills the disk.
     */
    private static final MailboxSettings DEFAULTS = new MailboxSettings(100_000, 64 << 20, Overflow.REFUSE);

    public MailboxSettings {
        Objects.requireNonNull(overflow, "overflow");
        if (capacity < 1 || capacity > MOST_MESSAGES) {
            throw new IllegalArgumentException("capacity must be 1 to " + MOST_MESSAGES + " messages, not " + capacity);
        }
        if (capacityBytes < LEAST_BYTES || capacityBytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "capacity must be " + LEAST_BYTES + " to " + MOST_BYTES + " bytes, not " + capacityBytes);
        }
    }

    /** 100,000 messages, 64 MiB, what does not fit is refused. */
    public static MailboxSettings defaults() {
        return DEFAULTS;
    }

    public MailboxSettings withCapacity(int messages) {
        return new MailboxSettings(messages, capacityBytes, overflow);
    }

    public MailboxSettings withCapacityBytes(long bytes) {
        return new MailboxSettings(capacity, bytes, overflow);
    }

    /** What does not fit is refused with {@link Refusal#MAILBOX_FULL}. */
    public MailboxSettings refuse() {
        return new MailboxSettings(capacity, capacityBytes, Overflow.REFUSE);
    }

    /** What does not fit stays with its courier, which sends it again later, for as long as the message may be accepted. */
    public MailboxSettings defer() {
        return new MailboxSettings(capacity, capacityBytes, Overflow.DEFER);
    }

    /** What becomes of a message that does not fit. */
    public enum Overflow {
        REFUSE,
        DEFER
    }
}
