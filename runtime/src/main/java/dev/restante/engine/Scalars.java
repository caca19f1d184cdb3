package dev.restante.engine;

/** The counters of a partition. They are written, as they stand, with every record. */
final class Scalars {

    /** More than a partition gives away in years, and little enough for thousands of leaps. */
    private static final long LEAP = 1L << 40;

    /** Incarnation of the partition. */
    long epoch;

    /** Last place given in the partition's order. */
    long position;

    /** Last number given to a message that an actor of this partition sent. */
    long sendNumber;

    long deadNumber;
    long timerNumber;
    long callNumber;

    /** Messages that actors of this partition sent, delayed ones included. */
    long actorSent;

    /** What was accepted over courier channels that are closed. */
    long acceptedOnClosed;

    /** Client keys that are remembered. */
    long rememberedKeys;

    /** Goes on with numbers far above all that may have been given away. */
    void leap() {
        position += LEAP;
        sendNumber += LEAP;
        deadNumber += LEAP;
        timerNumber += LEAP;
        callNumber += LEAP;
    }

    void write(BytesWriter out) {
        out.putNumber(epoch).putNumber(position).putNumber(sendNumber).putNumber(deadNumber);
        out.putNumber(timerNumber).putNumber(callNumber).putNumber(actorSent);
        out.putNumber(acceptedOnClosed).putNumber(rememberedKeys);
    }

    void read(BytesReader in) {
        epoch = in.getNumber();
        position = in.getNumber();
        sendNumber = in.getNumber();
        deadNumber = in.getNumber();
        timerNumber = in.getNumber();
        callNumber = in.getNumber();
        actorSent = in.getNumber();
        acceptedOnClosed = in.getNumber();
        rememberedKeys = in.getNumber();
    }
}
