package dev.restante.engine;

/** A record, row or checkpoint cannot be what was written, or the log has a gap. The partition must not run on such ground. */
public final class CorruptLogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CorruptLogException(String message) {
        super(message);
    }
}
