package dev.restante.engine;

import org.jspecify.annotations.Nullable;

/**
 * The conditions a message travels under. Times are epoch milliseconds; 0 means none.
 *
 * @param sentAt the sender's wall clock when it sent
 * @param notBefore not handed over earlier
 * @param expiresAt not begun later
 * @param acceptBy not accepted later; only couriers set it
 * @param wantsReply the outcome is sent to the courier that carried the message
 * @param keepsOutcome the outcome is remembered for queries and repeats
 * @param afterDeferral the courier brings again what was deferred; until then the receiver defers all it brings for that actor
 */
public record Terms(
        long sentAt,
        long notBefore,
        long expiresAt,
        long acceptBy,
        boolean wantsReply,
        boolean keepsOutcome,
        boolean afterDeferral,
        @Nullable ClientKey key) {

    /** The terms of what one actor sends another. */
    public static Terms sentAt(long now) {
        return new Terms(now, 0, 0, 0, false, false, false, null);
    }
}
