package dev.restante.engine;

/**
 * Why a hand-over ended before its last message.
 *
 * @param reason one line
 * @param detail stack trace or position in the payload; bounded by the cell
 */
public record Failure(Kind kind, String reason, String detail) {

    /** What may follow from a failure. */
    public enum Kind {
        /** The handler threw: retried, then dead-lettered. */
        THREW,
        /** The payload cannot be read here: the mailbox pauses, nothing is dead-lettered. */
        UNDECODABLE
    }
}
