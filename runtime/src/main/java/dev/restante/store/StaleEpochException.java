package dev.restante.store;

/** A replaced owner tried to write: a later incarnation of the partition has claimed a higher epoch. */
public final class StaleEpochException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StaleEpochException(int partition, long epoch, long claimed) {
        super("partition " + partition + " is claimed by epoch " + claimed + "; a write of epoch " + epoch
                + " is refused");
    }
}
