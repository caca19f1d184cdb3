package dev.restante.engine;

import java.util.ArrayList;
import java.util.List;

/** Brings what actors sent to the partitions of the receivers: in order, in bags, within a window, again until it is acknowledged. */
final class Outgoing {

    private static final int PAGE_ROWS = 500;
    private static final long MAX_PATIENCE_MILLIS = 30_000;

    private final Ledger ledger;
    private final Reads reads;

    Outgoing(Ledger ledger, Reads reads) {
        this.ledger = ledger;
        this.reads = reads;
    }

    /** Sends everything that an earlier incarnation left unacknowledged. */
    void resume() {
        for (Outbox outbox : ledger.outboxes.values()) {
            outbox.committed = outbox.highest;
            outbox.everSent = outbox.highest;
            outbox.sent = outbox.acked;
            send(outbox);
        }
    }

    /** Everything up to {@code number} is durable. */
    void committed(Outbox outbox, long number) {
        outbox.committed = Math.max(outbox.committed, number);
        send(outbox);
    }

    void acked(int partition, long through) {
        Outbox outbox = ledger.outboxes.get(partition);
        if (outbox == null || through <= outbox.acked) {
            return;
        }
        ledger.acked(outbox, Math.min(through, outbox.committed));
        outbox.sent = Math.max(outbox.sent, outbox.acked);
        outbox.probing = false;
        outbox.patience = ledger.settings.resendMillis();
        outbox.quietSince = ledger.elapsed;
        send(outbox);
    }

    /** The receiver misses something: a bag was lost or overtaken. */
    void resend(int partition, long from) {
        Outbox outbox = ledger.outboxes.get(partition);
        boolean waiting = outbox != null && outbox.probing && outbox.sent > outbox.acked;
        if (outbox == null || waiting || from <= outbox.acked || from > outbox.sent) {
            return;
        }
        rewind(outbox);
        send(outbox);
    }

    private static void rewind(Outbox outbox) {
        outbox.sent = outbox.acked;
        outbox.unackedBytes = 0;
        outbox.probing = true;
    }

    /** Sends again where nothing was heard for too long. */
    void resendQuiet() {
        for (Outbox outbox : ledger.outboxes.values()) {
            if (outbox.sent == outbox.acked) {
                continue;
            }
            long due = outbox.quietSince + outbox.patience;
            if (due <= ledger.elapsed) {
                outbox.patience = Math.min(outbox.patience * 2, MAX_PATIENCE_MILLIS);
                rewind(outbox);
                send(outbox);
            } else {
                ledger.wakeAtElapsed(due);
            }
        }
    }

    private void send(Outbox outbox) {
        if (outbox.probing && outbox.sent > outbox.acked) {
            return;
        }
        long before = outbox.sent;
        List<Envelope> bag = nextBag(outbox);
        while (!bag.isEmpty()) {
            emit(outbox, outbox.sent - bag.size() + 1, bag);
            bag = outbox.probing ? List.of() : nextBag(outbox);
        }
        if (outbox.sent > before) {
            watch(outbox);
        }
        load(outbox);
    }

    private List<Envelope> nextBag(Outbox outbox) {
        List<Envelope> bag = new ArrayList<>();
        int bytes = 0;
        for (Mail mail : outbox.queue.head()) {
            if (mail.number <= outbox.sent) {
                continue;
            }
            boolean full = !bag.isEmpty() && bytes + mail.size() > ledger.settings.bagBytes();
            if (full || mail.number > outbox.committed || isWindowFull(outbox, mail)) {
                break;
            }
            bag.add(mail.envelope);
            bytes += mail.size();
            outbox.sent = mail.number;
            outbox.unackedBytes += mail.size();
        }
        return bag;
    }

    private boolean isWindowFull(Outbox outbox, Mail mail) {
        long unacked = outbox.sent - outbox.acked;
        return unacked >= ledger.settings.windowMessages()
                || (unacked > 0 && outbox.unackedBytes + mail.size() > ledger.settings.windowBytes());
    }

    private void emit(Outbox outbox, long first, List<Envelope> bag) {
        boolean again = first <= outbox.everSent;
        outbox.everSent = Math.max(outbox.everSent, first + bag.size() - 1);
        ledger.emit(new Output.ToPartition(
                outbox.partition, new Protocol.Bag(ledger.partition, first, List.copyOf(bag), again, 0)));
    }

    private void watch(Outbox outbox) {
        outbox.quietSince = ledger.elapsed;
        outbox.patience = Math.max(outbox.patience, ledger.settings.resendMillis());
        ledger.wakeAtElapsed(outbox.quietSince + outbox.patience);
    }

    private void load(Outbox outbox) {
        if (!outbox.queue.wantsLoad(ledger.settings.windowMessages() / 4 + 1)) {
            return;
        }
        long from = outbox.queue.beginLoad();
        RowKey first = RowKey.outbox(outbox.partition, from);
        RowKey end = RowKey.outbox(outbox.partition, outbox.queue.loadThrough() + 1);
        reads.scanStored(first, end, PAGE_ROWS, ledger.settings.windowBytes(), page -> {
            List<Mail> mails = new ArrayList<>();
            page.rows().forEach((row, value) -> {
                if (!ledger.overlay.isRemoved(row)) {
                    mails.add(Mail.restored(row.lastNumber(), RowFormat.readEnvelope(value), 0));
                }
            });
            mails.forEach(mail -> ledger.memory += mail.size());
            outbox.queue.endLoad(mails, page.through(outbox.queue.loadThrough()));
            send(outbox);
        });
    }
}
