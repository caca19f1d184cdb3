package dev.restante.persistence;

/** A record does not follow the end of its log: its writer was replaced by another incarnation, or skipped a number. Nothing was written. */
public final class StaleWriterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StaleWriterException(String persistenceId, long highest, long offered) {
        super("persistence id " + persistenceId + ": the log ends at sequence number " + highest
                + ", so a record with number " + offered + " is refused; only " + (highest + 1) + " can follow");
    }
}
