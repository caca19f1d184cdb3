package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.MessageState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Hands messages over to cells, one hand-over at a time for each actor, in the order of its mailbox, and takes the results back. */
final class Turns {

    private static final int LOAD_BELOW = 16;
    private static final int PAGE_ROWS = 256;
    private static final int PAGE_BYTES = 64 << 10;

    /** Most that may wait for one recall to be answered; a handler can take long. */
    private static final int MAX_WAITING_FOR_RETURN = 1_000;

    private final Ledger ledger;
    private final Reads reads;
    private final Residents residents;
    private final Completions completions;
    private final Failures failures;
    private final Keys keys;
    private final Set<Mailbox> running = new LinkedHashSet<>();
    private long lastTurn;
    private boolean stopped;

    /** Messages up to this place may be what stopped the node. */
    private long suspectThrough;

    Turns(Ledger ledger, Reads reads, Residents residents, Completions completions, Failures failures, Keys keys) {
        this.ledger = ledger;
        this.reads = reads;
        this.residents = residents;
        this.completions = completions;
        this.failures = failures;
        this.keys = keys;
    }

    /** Takes up all that waits after a recovery; more carefully when the node had not stopped cleanly. */
    void resume(boolean clean) {
        suspectThrough = clean ? 0 : ledger.scalars.position;
        for (Mailbox mailbox : ledger.mailboxes.values()) {
            failures.recovered(mailbox, clean);
            decideUndecided(mailbox);
            ledger.consider(mailbox);
        }
    }

    /** The log does not say what became of keys: messages that it brings back are decided by the rows of their keys. */
    private void decideUndecided(Mailbox mailbox) {
        List<Mail> undecided = new ArrayList<>();
        mailbox.queue.forEachInMemory(mail -> {
            if (mail.undecided) {
                undecided.add(mail);
            }
        });
        undecided.forEach(mail -> keys.decide(mailbox, mail));
    }

    /** Nothing is handed over any more. */
    void stop() {
        stopped = true;
    }

    /** Gives turns to those that changed, as far as the record under construction has room for what they will do. */
    void run() {
        do {
            while (!ledger.considered.isEmpty() && hasRoom()) {
                Mailbox mailbox = ledger.considered.iterator().next();
                ledger.considered.remove(mailbox);
                advance(mailbox);
            }
        } while (hasRoom() && residents.considerWaiting());
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
        if (mailbox.queue.wantsLoad(LOAD_BELOW) && mayLoad(mailbox)) {
            loadPage(mailbox);
        }
        Mail first = mailbox.queue.first();
        if (first == null || first.undecided) {
            residents.rest(mailbox);
        } else if (mailbox.load != Mailbox.Load.READY) {
            residents.activate(mailbox);
        } else if (isHeldBack(mailbox)) {
            failures.unbegun(mailbox);
            residents.rest(mailbox);
        } else if (failures.isGivenUp(mailbox, first) || isExpired(mailbox, first)) {
            ledger.consider(mailbox);
        } else {
            begin(mailbox, first);
        }
    }

    /** Ahead of need only while memory allows; the next message itself is always read. */
    private boolean mayLoad(Mailbox mailbox) {
        return mailbox.queue.first() == null || ledger.memory < ledger.settings.memoryBytes();
    }

    private boolean isHeldBack(Mailbox mailbox) {
        if (mailbox.type == null) {
            return true;
        }
        Mark mark = mailbox.mark;
        if (mark != null && isBackingOff(mark, mailbox.type)) {
            residents.wakeIn(mark.nextAt() - ledger.now, mailbox);
            return true;
        }
        return mailbox.isPaused();
    }

    /** A wait that is longer than any comes from a clock that was set back. */
    private boolean isBackingOff(Mark mark, TypeSettings type) {
        long left = mark.nextAt() - ledger.now;
        return left > 0 && left <= type.maxBackoffMillis();
    }

    private boolean isExpired(Mailbox mailbox, Mail mail) {
        long expiresAt = mail.envelope.terms().expiresAt();
        if (expiresAt == 0 || expiresAt > ledger.now) {
            return false;
        }
        completions.end(mailbox, mail, Outcomes.Ending.of(MessageState.EXPIRED));
        return true;
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
            long expiresAt = mail.envelope.terms().expiresAt();
            bytes += mail.size();
            boolean tooMuch = mails.size() >= limit || (!mails.isEmpty() && bytes > ledger.settings.handOverBytes());
            if (tooMuch || mail.undecided || (expiresAt != 0 && expiresAt <= ledger.now)) {
                break;
            }
            mails.add(mail);
        }
        return mails;
    }

    /** Goes on with {@code then} when the next spilled messages are in memory. */
    void whenLoaded(Mailbox mailbox, Runnable then) {
        mailbox.whenLoaded.add(then);
        if (!mailbox.queue.isLoading()) {
            loadPage(mailbox);
        }
    }

    private void loadPage(Mailbox mailbox) {
        RowKey from = RowKey.pending(mailbox.actor, mailbox.queue.beginLoad());
        RowKey end = RowKey.pending(mailbox.actor, mailbox.queue.loadThrough() + 1);
        reads.scanStored(from, end, PAGE_ROWS, PAGE_BYTES, page -> {
            List<Mail> mails = new ArrayList<>();
            page.rows().forEach((row, value) -> {
                if (!ledger.overlay.isRemoved(row)) {
                    mails.add(restored(row.lastNumber(), RowFormat.readPending(value)));
                }
            });
            mails.forEach(mail -> ledger.memory += mail.size());
            mailbox.queue.endLoad(mails, page.complete());
            mails.stream().filter(mail -> mail.undecided).forEach(mail -> keys.decide(mailbox, mail));
            List<Runnable> waiting = List.copyOf(mailbox.whenLoaded);
            mailbox.whenLoaded.clear();
            waiting.forEach(Runnable::run);
            ledger.consider(mailbox);
        });
    }

    private static Mail restored(long number, RowFormat.Pending row) {
        Mail mail = Mail.restored(number, row.envelope(), row.acceptedAt());
        mail.undecided = row.undecided();
        return mail;
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

    // What a record waits for

    /** Marks the hand-overs under way that the next record should wait for; returns whether there are any. */
    boolean beginGrace() {
        boolean any = false;
        for (Mailbox mailbox : running) {
            mailbox.awaited = !mailbox.slow && !mailbox.handed.get(0).logged;
            any |= mailbox.awaited;
        }
        return any;
    }

    /** Whether the record still has to wait. */
    boolean isGraceOpen() {
        for (Mailbox mailbox : running) {
            if (mailbox.awaited) {
                return true;
            }
        }
        return false;
    }

    void endGrace() {
        for (Mailbox mailbox : running) {
            mailbox.slow |= mailbox.awaited;
            mailbox.awaited = false;
        }
    }

    boolean isIdle() {
        return running.isEmpty();
    }

    int runningCount() {
        return running.size();
    }
}
