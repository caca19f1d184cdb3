package dev.restante.engine;

import java.util.Collection;

/**
 * The moment for which a record waits for handlers that are at work on messages of its own: a message that comes and goes within one record
 * is never written. It does not wait for a mailbox whose last hand-over took longer.
 */
final class Grace {

    private final Ledger ledger;
    private final Collection<Mailbox> running;
    private boolean begun;
    private boolean over;
    private long until;

    /** @param running the mailboxes with a hand-over under way, as they are at any time */
    Grace(Ledger ledger, Collection<Mailbox> running) {
        this.ledger = ledger;
        this.running = running;
    }

    /** The record is cut; the next one has a grace of its own. */
    void reset() {
        begun = false;
    }

    /** Whether the record has to wait, from when this is asked first. */
    boolean lasts() {
        if (!begun) {
            begun = true;
            over = !begin();
            until = ledger.elapsed + ledger.settings.graceMillis();
        }
        if (over || !isAnyAwaited()) {
            return false;
        }
        if (ledger.elapsed >= until) {
            end();
            return false;
        }
        ledger.wakeAtElapsed(until);
        return true;
    }

    /** Marks the hand-overs under way that the record waits for; returns whether there are any. */
    private boolean begin() {
        boolean any = false;
        for (Mailbox mailbox : running) {
            mailbox.awaited = !mailbox.slow && !mailbox.handed.get(0).logged;
            any |= mailbox.awaited;
        }
        return any;
    }

    private boolean isAnyAwaited() {
        for (Mailbox mailbox : running) {
            if (mailbox.awaited) {
                return true;
            }
        }
        return false;
    }

    private void end() {
        for (Mailbox mailbox : running) {
            mailbox.slow |= mailbox.awaited;
            mailbox.awaited = false;
        }
    }
}
