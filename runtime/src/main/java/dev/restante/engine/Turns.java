package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.MessageState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hands messages over to cells, one hand-over at a time for each actor, in the order of its mailbox, and takes the results back. */
final class Turns {

    /** Most that may wait for one recall to be answered; a handler can take long. */
    private static final int MAX_WAITING_FOR_RETURN = 1_000;

    private final Ledger ledger;
    private final Residents residents;
    private final Completions completions;
    private final Failures failures;
    private final Spilled spilled;
    private final Set<Mailbox> running = new LinkedHashSet<>();
    private long lastTurn;
    private boolean stopped;

    /** Messages up to this place may be what stopped the node. */
    private long suspectThrough;

    Turns(Ledger ledger, Residents residents, Completions completions, Failures failures, Spilled spilled) {
        this.ledger = ledger;
        this.residents = residents;
        this.completions = completions;
        this.failures = failures;
        this.spilled = spilled;
    }

    /** Takes up all that waits after a recovery; more carefully when the node had not stopped cleanly. */
    void resume(boolean clean) {
        suspectThrough = clean ? 0 : ledger.scalars.position;
        for (Mailbox mailbox : ledger.mailboxes.values()) {
            failures.recovered(mailbox, clean);
            spilled.decideReplayed(mailbox);
            ledger.consider(mailbox);
        }
    }

    /** Nothing is handed over any more, and what is not begun comes back: the fewer are under way, the sooner the log ends cleanly. */
    void stop() {
        stopped = true;
        running.forEach(this::recall);
    }

    /** Gives turns to those that changed, as far as the record under construction has room for what they will do. */
    void run() {
        do {
            for (Mailbox next = next(); next != null; next = next()) {
                advance(next);
            }
        } while (hasRoom() && residents.considerWaiting());
    }

    private @Nullable Mailbox next() {
        return hasRoom() ? ledger.nextConsidered() : null;
    }

    private boolean hasRoom() {
        return ledger.draft.bytes < ledger.settings.recordBytes();
    }

    private void advance(Mailbox mailbox) {
        if (mailbox.isBusy() || mailbox.marking || mailbox.purging) {
            return;
        }
        if (mailbox.queue.isEmpty() || stopped) {
            residents.rest(mailbox);
            return;
        }
        if (!residents.admit(mailbox)) {
            return;
        }
        spilled.loadIfLow(mailbox);
        Mail first = mailbox.queue.first();
        if (first == null || first.undecided) {
            residents.rest(mailbox);
        } else if (mailbox.load != Mailbox.Load.READY) {
            residents.activate(mailbox);
        } else if (mailbox.type == null || mailbox.isPaused() || isBackingOff(mailbox)) {
            holdBack(mailbox);
        } else if (failures.hasCrashedTooOften(mailbox, first)) {
            failures.giveUpCrashed(mailbox, first);
            ledger.consider(mailbox);
        } else if (isExpired(first)) {
            completions.end(mailbox, first, Outcomes.Ending.of(MessageState.EXPIRED));
            ledger.consider(mailbox);
        } else {
            begin(mailbox, first);
        }
    }

    /** A wait that is longer than any comes from a clock that was set back. */
    private boolean isBackingOff(Mailbox mailbox) {
        if (mailbox.type == null || mailbox.mark == null) {
            return false;
        }
        long left = mailbox.mark.nextAt() - ledger.now;
        return left > 0 && left <= mailbox.type.maxBackoffMillis();
    }

    private void holdBack(Mailbox mailbox) {
        failures.unbegun(mailbox);
        if (mailbox.mark != null && isBackingOff(mailbox)) {
            residents.wakeIn(mailbox.mark.nextAt() - ledger.now, mailbox);
        }
        residents.rest(mailbox);
    }

    private boolean isExpired(Mail mail) {
        long expiresAt = mail.envelope.terms().expiresAt();
        return expiresAt != 0 && expiresAt <= ledger.now;
    }

    // Hand-over

    private void begin(Mailbox mailbox, Mail first) {
        Mark mark = mailbox.mark;
        if (!isSuspect(first) || (mark != null && mark.batch() > 0)) {
            handOver(mailbox, mark != null && mark.batch() > 0 ? mark.batch() : ledger.settings.handOverMessages());
            return;
        }
        int batch = collect(mailbox, Math.min(mailbox.suspectBatch, ledger.settings.handOverMessages()))
                .size();
        ledger.mark(mailbox, (mark == null ? Mark.of(first.number) : mark).handedOver(batch));
        mailbox.marking = true;
        ledger.afterCommit(() -> {
            mailbox.marking = false;
            ledger.consider(mailbox);
        });
    }

    private boolean isSuspect(Mail mail) {
        return mail.suspect || mail.number <= suspectThrough;
    }

    private void handOver(Mailbox mailbox, int most) {
        List<Mail> mails = collect(mailbox, most);
        List<Delivery> deliveries = new ArrayList<>(mails.size());
        for (Mail mail : mails) {
            deliveries.add(new Delivery(mail.number, mail.envelope, failures.attemptOf(mailbox, mail)));
        }
        mailbox.turn = ++lastTurn;
        mailbox.handed = mails;
        mailbox.turnSince = ledger.elapsed;
        running.add(mailbox);
        ledger.emit(new Output.HandOver(
                mailbox.actor, mailbox.turn, residents.takeImage(mailbox), List.copyOf(deliveries)));
    }

    private List<Mail> collect(Mailbox mailbox, int most) {
        List<Mail> mails = new ArrayList<>();
        int limit = mailbox.mark != null && mailbox.mark.attempts() > 0 ? 1 : most;
        long bytes = 0;
        for (Mail mail : mailbox.queue.head()) {
            bytes += mail.size();
            boolean tooMuch = mails.size() >= limit || (!mails.isEmpty() && bytes > ledger.settings.handOverBytes());
            if (tooMuch || mail.undecided || isExpired(mail)) {
                break;
            }
            mails.add(mail);
        }
        return mails;
    }

    // Results

    /** Asks the cell for what it has not begun. */
    void recall(Mailbox mailbox) {
        if (mailbox.isBusy() && !mailbox.recalled) {
            mailbox.recalled = true;
            ledger.emit(new Output.Recall(mailbox.actor, mailbox.turn));
        }
    }

    /** Goes on with {@code then} when recalled messages are back; false when there are none, or too many wait for them. */
    boolean awaitReturn(Mailbox mailbox, Runnable then) {
        return mailbox.recalled
                && mailbox.whenReturned.size() < MAX_WAITING_FOR_RETURN
                && mailbox.whenReturned.add(then);
    }

    void done(ActorId actor, long turn, TurnResult result) {
        Mailbox mailbox = ledger.mailboxes.get(actor);
        if (mailbox == null || mailbox.turn != turn) {
            return;
        }
        List<Mail> handed = mailbox.handed;
        running.remove(mailbox);
        mailbox.turn = 0;
        mailbox.handed = List.of();
        mailbox.awaited = false;
        mailbox.slow = ledger.elapsed - mailbox.turnSince > ledger.settings.graceMillis();
        completions.apply(mailbox, handed, result);
        if (result.failure() != null) {
            failures.failed(mailbox, handed.get(result.completions().size()), result.failure());
        }
        returned(mailbox);
        ledger.consider(mailbox);
    }

    private static void returned(Mailbox mailbox) {
        mailbox.recalled = false;
        List<Runnable> waiting = List.copyOf(mailbox.whenReturned);
        mailbox.whenReturned.clear();
        waiting.forEach(Runnable::run);
    }

    /** The mailboxes with a hand-over under way. */
    Collection<Mailbox> running() {
        return running;
    }

    boolean isIdle() {
        return running.isEmpty();
    }
}
