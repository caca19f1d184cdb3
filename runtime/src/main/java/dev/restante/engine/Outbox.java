package dev.restante.engine;

/** The sending end of a channel to another partition: keeps every message until that partition has committed it. */
final class Outbox {

    final int partition;
    final SpillQueue queue = new SpillQueue();

    /** Highest number assigned. */
    long highest;

    /** Highest number in a committed record; nothing beyond it leaves. */
    long committed;

    long acked;

    /** Highest number that was sent since the last acknowledgement was missed. */
    long sent;

    /** Highest number that an earlier incarnation, or this one, has ever sent. */
    long everSent;

    long unackedBytes;

    /** Nothing was heard for too long: one bag at a time until an acknowledgement comes. */
    boolean probing;

    long quietSince;
    long patience;

    Outbox(int partition) {
        this.partition = partition;
    }
}
