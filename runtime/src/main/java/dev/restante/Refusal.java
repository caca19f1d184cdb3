package dev.restante;

/** Why a message was not accepted. Nothing of it is stored, and it is never processed. */
public enum Refusal {
    /** The mailbox has reached its capacity in messages or bytes. */
    MAILBOX_FULL,
    /** A bound of the node or the partition is reached. */
    OVERLOADED,
    /** No actor type of this name is registered. */
    UNKNOWN_TYPE,
    /** The actor type has no message of this name. */
    UNKNOWN_MESSAGE,
    /** The idempotency key was used before with another message. */
    KEY_REUSED,
    /** The message is larger than the configured limit. */
    TOO_LARGE,
    /** The message reached its receiver after the time in which it could be accepted. */
    TOO_LATE,
    /** Nobody answered for the receiver's partition in the time in which the message could be accepted; it was not sent. */
    UNAVAILABLE
}
