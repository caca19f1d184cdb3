package dev.restante.engine;

/** A message in a queue of this partition: waiting in a mailbox, or in an outbox until the receiving partition has acknowledged it. */
final class Mail {

    /** How far the message's row has come on its way to the state store. */
    enum Stored {
        NO,
        /** A record brought the message back; an owner before may have written its row, in a checkpoint that it did not finish. */
        UNKNOWN,
        ON_THE_WAY,
        YES
    }

    /** Place in the partition's order for a mailbox, number in the channel for an outbox. */
    final long number;

    final Envelope envelope;
    final long acceptedAt;
    private final int size;

    /** A keyed message of which it is not known yet whether it repeats another. */
    boolean undecided;

    /** The row of its key was read before it was its turn to be decided. */
    boolean readEarly;

    /** A record with the message has been cut. */
    boolean logged;

    /** Handing over waits until a mark of it is durable: the message may be what stopped the node. */
    boolean suspect;

    Stored stored = Stored.NO;

    /** No longer in its queue. */
    boolean gone;

    Mail(long number, Envelope envelope, long acceptedAt) {
        this.number = number;
        this.envelope = envelope;
        this.acceptedAt = acceptedAt;
        this.size = envelope.size();
    }

    /** A message that was read back from the store. */
    static Mail restored(long number, Envelope envelope, long acceptedAt) {
        Mail mail = new Mail(number, envelope, acceptedAt);
        mail.logged = true;
        mail.stored = Stored.YES;
        return mail;
    }

    /** A message that a record of the log brings back. */
    static Mail replayed(long number, Envelope envelope, long acceptedAt) {
        Mail mail = new Mail(number, envelope, acceptedAt);
        mail.logged = true;
        mail.stored = Stored.UNKNOWN;
        return mail;
    }

    /** Whether a checkpoint has to write the message's row. */
    boolean needsRow() {
        return stored == Stored.NO || stored == Stored.UNKNOWN;
    }

    /** Whether it is known to be no repeat, or is gone as one. */
    boolean isDecided() {
        return !undecided || gone;
    }

    int size() {
        return size;
    }
}
