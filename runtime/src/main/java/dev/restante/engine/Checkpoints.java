package dev.restante.engine;

import dev.restante.store.RowChange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the part of the log that a recovery replays. A checkpoint is taken at the cut of a record, when memory holds just what the log
 * will; it is written once that record is committed: first the rows that changed, then the index. The log is trimmed one checkpoint later.
 * When the disk is too slow for that, records wait for the checkpoint that is under way: see {@link #isBehind}.
 */
final class Checkpoints {

    /** Rows that may have changed since the last checkpoint: so many for each actor that may be active, and some at least. */
    private static final long DIRTY_ROWS_PER_CELL = 12;

    private static final int LEAST_DIRTY_ROWS = 1_000;
    private static final int KEEP_IN_MEMORY = 32;

    /** How much may be logged until a checkpoint is saved, in terms of what is logged when it begins. */
    private static final int MOST_LOGGED = 2;

    /**
     * A checkpoint on its way.
     *
     * @param logged bytes of the log that a recovery need not replay once it is saved
     */
    private record Taken(long sequence, byte[] index, List<RowChange> changes, List<Mail> mails, long logged) {}

    private final Ledger ledger;
    private @Nullable Taken taken;
    private boolean rowsWritten;
    private long lastSequence;
    private long loggedSince;
    private boolean wanted;
    private @Nullable Runnable whenTaken;
    private @Nullable Runnable whenWritten;
    private boolean held;
    private boolean enabled;

    Checkpoints(Ledger ledger) {
        this.ledger = ledger;
    }

    void restored(long sequence) {
        lastSequence = sequence;
    }

    /** The state store is claimed: from now on rows may be written. */
    void enable() {
        enabled = true;
    }

    void logged(int bytes) {
        loggedSince += bytes;
    }

    /** What a recovery would replay now, bytes. */
    long tail() {
        return (taken == null ? 0 : taken.logged) + loggedSince;
    }

    /**
     * Whether {@code more} bytes of log have to wait for the checkpoint under way, or for the end of a hold. Nothing that these wait for needs
     * another record. What is not committed is not acknowledged, so that whoever sends here waits, too, and couriers come to refuse.
     */
    boolean isBehind(long more) {
        return (taken != null || held) && tail() + more > MOST_LOGGED * ledger.settings.checkpointBytes();
    }

    /**
     * Takes a checkpoint as soon as none is under way: {@code taken} runs when it is taken, {@code written} when its rows are in the store.
     * Until {@link #resume} no other follows, so that the store keeps showing that moment.
     */
    boolean hold(Runnable newWhenTaken, Runnable newWhenWritten) {
        if (whenTaken != null || whenWritten != null || held) {
            return false;
        }
        wanted = true;
        whenTaken = newWhenTaken;
        whenWritten = newWhenWritten;
        return true;
    }

    void resume() {
        held = false;
    }

    boolean isWanted() {
        return enabled && wanted && taken == null && !held;
    }

    private boolean isDue() {
        long limit = ledger.settings.checkpointBytes();
        return wanted
                || loggedSince >= limit
                || ledger.overlay.size() > maxDirtyRows()
                || (ledger.memory > ledger.settings.memoryBytes() && loggedSince >= limit / 4);
    }

    private long maxDirtyRows() {
        return Math.max(LEAST_DIRTY_ROWS, DIRTY_ROWS_PER_CELL * ledger.settings.activeCells());
    }

    /** Memory holds just what the log will hold with the record {@code sequence}. */
    void cut(long sequence) {
        if (!enabled || taken != null || held || !isDue()) {
            return;
        }
        List<RowChange> changes = ledger.overlay.beginFlush();
        List<Mail> mails = new ArrayList<>();
        for (Mailbox mailbox : ledger.mailboxes.values()) {
            mailbox.queue.forEachInMemory(mail -> {
                if (mail.needsRow()) {
                    RowFormat.Pending row = new RowFormat.Pending(mail.envelope, mail.acceptedAt, mail.undecided);
                    RowKey key = RowKey.pending(mailbox.actor, mail.number);
                    changes.add(new RowChange.Put(key.bytes(), RowFormat.write(ledger.format, row)));
                    ledger.overlay.rewritten(key);
                    mails.add(mail);
                }
            });
        }
        for (Outbox outbox : ledger.outboxes.values()) {
            outbox.queue.forEachInMemory(mail -> {
                if (mail.needsRow()) {
                    RowKey key = RowKey.outbox(outbox.partition, mail.number);
                    changes.add(new RowChange.Put(key.bytes(), RowFormat.write(ledger.format, mail.envelope)));
                    mails.add(mail);
                }
            });
        }
        mails.forEach(mail -> mail.stored = Mail.Stored.ON_THE_WAY);
        taken = new Taken(sequence, IndexFormat.write(ledger), changes, mails, loggedSince);
        rowsWritten = false;
        loggedSince = 0;
        wanted = false;
        if (whenTaken != null) {
            whenTaken.run();
            whenTaken = null;
            held = true;
        }
    }

    /** The record {@code sequence} is durable. */
    void committed(long sequence) {
        if (taken != null && taken.sequence == sequence && !rowsWritten) {
            ledger.emit(new Output.WriteRows(ledger.scalars.epoch, taken.changes));
        }
    }

    void rowsWritten() {
        Taken written = taken;
        if (written == null || rowsWritten) {
            return;
        }
        rowsWritten = true;
        ledger.overlay.flushed();
        for (Mail mail : written.mails) {
            if (mail.stored == Mail.Stored.ON_THE_WAY) {
                mail.stored = Mail.Stored.YES;
            }
        }
        spill();
        ledger.emit(new Output.SaveCheckpoint(written.sequence, written.index));
        if (held && whenWritten != null) {
            whenWritten.run();
            whenWritten = null;
        }
    }

    private void spill() {
        if (ledger.memory <= ledger.settings.memoryBytes()) {
            return;
        }
        for (Mailbox mailbox : ledger.mailboxes.values()) {
            ledger.memory -= mailbox.queue.spill(KEEP_IN_MEMORY + mailbox.handed.size());
        }
        for (Outbox outbox : ledger.outboxes.values()) {
            ledger.memory -= outbox.queue.spill(KEEP_IN_MEMORY + (int) (outbox.sent - outbox.acked));
        }
    }

    void saved(long sequence) {
        if (taken == null || taken.sequence != sequence) {
            return;
        }
        taken = null;
        if (lastSequence > 0 && lastSequence < sequence) {
            ledger.emit(new Output.TrimLog(lastSequence, lastSequence));
        }
        lastSequence = sequence;
    }
}
