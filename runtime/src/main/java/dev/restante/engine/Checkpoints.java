package dev.restante.engine;

import dev.restante.store.RowChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the part of the log that a recovery replays. A checkpoint is taken at the cut of a record, when memory holds just what the log
 * will; it is written once that record is committed: first the rows that changed, then the index. The log is trimmed one checkpoint later.
 * When the disk is too slow for that, records wait for the checkpoint that is under way: see {@link #isBehind}.
 *
 * <p>The index is not saved before all messages in it that were undecided have been decided, and that is durable. Until then a recovery finds
 * them in the log, and thus in memory before anything arrives. Behind a checkpoint they may be read back from the store much later, after
 * copies of them, whose successors stand before them, have been decided.
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
     * @param mails those whose rows are written
     * @param undecided those of which it is not known yet whether they repeat others
     * @param logged bytes of the log that a recovery need not replay once it is saved
     */
    private record Taken(
            long sequence,
            byte[] index,
            List<RowChange> changes,
            List<Mail> mails,
            ArrayDeque<Mail> undecided,
            long logged) {}

    /** What a checkpoint on its way waits for. */
    private enum Awaited {
        ROWS,
        DECISIONS,
        COMMIT_OF_DECISIONS,
        INDEX
    }

    private final Ledger ledger;
    private @Nullable Taken taken;
    private Awaited awaited = Awaited.ROWS;
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
     * Whether {@code more} bytes of log have to wait for the checkpoint under way, or for the end of a hold. The one record that the checkpoint
     * itself waits for does not; nothing else that these wait for needs a record. What is not committed is not acknowledged, so that whoever
     * sends here waits, too, and couriers come to refuse.
     */
    boolean isBehind(long more) {
        boolean underWay = taken != null && awaited != Awaited.COMMIT_OF_DECISIONS;
        return (underWay || held) && tail() + more > MOST_LOGGED * ledger.settings.checkpointBytes();
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
        ArrayDeque<Mail> undecided = new ArrayDeque<>();
        for (Mailbox mailbox : ledger.mailboxes.values()) {
            undecided.addAll(mailbox.undecided.values());
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
        taken = new Taken(sequence, IndexFormat.write(ledger), changes, mails, undecided, loggedSince);
        awaited = Awaited.ROWS;
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
        if (taken != null && taken.sequence == sequence && awaited == Awaited.ROWS) {
            ledger.emit(new Output.WriteRows(ledger.scalars.epoch, taken.changes));
        }
    }

    void rowsWritten() {
        Taken written = taken;
        if (written == null || awaited != Awaited.ROWS) {
            return;
        }
        awaited = Awaited.DECISIONS;
        ledger.overlay.flushed();
        for (Mail mail : written.mails) {
            if (mail.stored == Mail.Stored.ON_THE_WAY) {
                mail.stored = Mail.Stored.YES;
            }
        }
        spill();
        if (held && whenWritten != null) {
            whenWritten.run();
            whenWritten = null;
        }
    }

    /** Saves the index of the checkpoint under way, once nothing that its rows call undecided is. */
    void saveIfDecided() {
        Taken written = taken;
        if (written == null || awaited != Awaited.DECISIONS) {
            return;
        }
        ArrayDeque<Mail> undecided = written.undecided;
        while (!undecided.isEmpty() && undecided.element().isDecided()) {
            undecided.remove();
        }
        if (undecided.isEmpty()) {
            awaited = Awaited.COMMIT_OF_DECISIONS;
            ledger.afterCommit(() -> {
                awaited = Awaited.INDEX;
                ledger.emit(new Output.SaveCheckpoint(written.sequence, written.index));
            });
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
