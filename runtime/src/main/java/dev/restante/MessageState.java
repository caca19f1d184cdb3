package dev.restante;

/** Where a message is in its life. The last six are final. */
public enum MessageState {
    /** Accepted, waiting for its turn or for its next attempt. */
    PENDING,
    /** Accepted, not due yet. */
    DELAYED,
    /** Handled; its effects are committed. */
    PROCESSED,
    /** Refused by the behavior, for a reason of the business. */
    REJECTED,
    /** Given up after its attempts; can be redriven. */
    DEAD,
    /** Not begun within its time to live. */
    EXPIRED,
    /** Taken back before it was begun. */
    CANCELLED,
    /** Removed by an operator. */
    PURGED;

    /** Whether the state can only be left by an operator's redrive. */
    public boolean isFinal() {
        return this != PENDING && this != DELAYED;
    }
}
