package dev.restante.behavior;

import dev.restante.Payload;

/** A stored payload cannot be read by the records registered here. */
final class UndecodableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String detail;

    /**
     * An account of what was found.
     *
     * @param reason one line
     * @param detail all that is known, such as the position in the payload
     */
    UndecodableException(Payload payload, String reason, String detail, Throwable cause) {
        super(payload.name() + " version " + payload.version() + " cannot be read: " + reason, cause);
        this.detail = detail;
    }

    UndecodableException(Payload payload, String reason) {
        super(payload.name() + " version " + payload.version() + " cannot be read: " + reason);
        this.detail = reason;
    }

    String detail() {
        return detail;
    }
}
