package dev.restante.engine;

import java.util.ArrayList;
import java.util.List;

/** Brings waiting messages that only the state store holds back into memory, in order and before they are needed. */
final class Spilled {

    /** A page has the messages of so many hand-overs, and is read when less than such a part of one is left. */
    private static final int PARTS = 4;

    private static final int PAGE_BYTES = 64 << 10;

    private final Ledger ledger;
    private final Reads reads;
    private final Keys keys;

    Spilled(Ledger ledger, Reads reads, Keys keys) {
        this.ledger = ledger;
        this.reads = reads;
        this.keys = keys;
    }

    /** Ahead of need only while memory allows; the next message itself is always read. */
    void loadIfLow(Mailbox mailbox) {
        int low = Math.max(1, ledger.settings.handOverMessages() / PARTS);
        if (mailbox.queue.wantsLoad(low) && mayLoad(mailbox)) {
            loadPage(mailbox);
        }
    }

    private boolean mayLoad(Mailbox mailbox) {
        return mailbox.queue.first() == null || ledger.memory < ledger.settings.memoryBytes();
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
        int rows = PARTS * ledger.settings.handOverMessages();
        reads.scanStored(from, end, rows, PAGE_BYTES, page -> {
            List<Mail> mails = new ArrayList<>();
            page.rows().forEach((row, value) -> {
                if (!ledger.overlay.isRemoved(row)) {
                    mails.add(restored(row.lastNumber(), RowFormat.readPending(value)));
                }
            });
            mails.forEach(mail -> ledger.memory += mail.size());
            mailbox.queue.endLoad(mails, page.through(mailbox.queue.loadThrough()));
            if (mails.isEmpty() && mailbox.queue.hasSpilled()) {
                // All of the page was removed since the checkpoint.
                loadPage(mailbox);
                return;
            }
            decideUndecided(mailbox, mails);
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

    /** The log does not say what became of keys: messages that it brings back are decided by the rows of their keys. */
    void decideReplayed(Mailbox mailbox) {
        List<Mail> replayed = new ArrayList<>();
        mailbox.queue.forEachInMemory(replayed::add);
        decideUndecided(mailbox, replayed);
    }

    private void decideUndecided(Mailbox mailbox, List<Mail> mails) {
        mails.stream().filter(mail -> mail.undecided).forEach(mail -> keys.decide(mailbox, mail));
    }
}
