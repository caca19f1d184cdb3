package dev.restante.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts records: one at a time, each with all that came together while the last was written. A record waits, for a moment and only for
 * handlers that are at work on its own messages, because a message that comes and goes within one record is never written.
 */
final class Commits {

    private final Ledger ledger;
    private final Grace grace;
    private final Intake intake;
    private final Outcomes outcomes;
    private final Outgoing outgoing;
    private final Checkpoints checkpoints;
    private long sequence;

    Commits(Ledger ledger, Grace grace, Intake intake, Outcomes outcomes, Outgoing outgoing, Checkpoints checkpoints) {
        this.ledger = ledger;
        this.grace = grace;
        this.intake = intake;
        this.outcomes = outcomes;
        this.outgoing = outgoing;
        this.checkpoints = checkpoints;
    }

    /** The log ends here. */
    void recovered(long lastSequence) {
        sequence = lastSequence;
    }

    boolean isWriting() {
        return ledger.writing != null;
    }

    long sequence() {
        return sequence;
    }

    /** Cuts a record if there is something to write and nothing to wait for. */
    void cutIfDue() {
        if (isWriting() || checkpoints.isBehind(ledger.draft.bytes)) {
            return;
        }
        if (ledger.draft.urgent) {
            if (!grace.lasts()) {
                cut();
            }
        } else if (checkpoints.isWanted()) {
            checkpointNow();
        }
    }

    /** Rows must never be ahead of the log: acknowledgements that were to wait for a later record are written first. */
    private void checkpointNow() {
        if (ledger.draft.acked.isEmpty()) {
            checkpoints.cut(sequence);
            checkpoints.committed(sequence);
        } else {
            cut();
        }
    }

    /** Cuts a record now. */
    void cut() {
        grace.reset();
        Draft draft = ledger.draft;
        for (Mail mail : draft.enqueued) {
            if (!mail.gone) {
                mail.logged = true;
                outcomes.pending(mail);
            }
        }
        answerOrigins(draft);
        noteSends(draft);
        byte[] record = RecordFormat.write(ledger.format, ledger.scalars, draft);
        draft.channels.forEach(channel -> channel.newResults = new ArrayList<>());
        ledger.writing = draft;
        ledger.draft = new Draft();
        sequence++;
        checkpoints.logged(record.length);
        ledger.emit(new Output.Append(sequence, record));
        checkpoints.cut(sequence);
    }

    /** Receipts go before the outcomes that the same record releases. */
    private void answerOrigins(Draft draft) {
        List<Output> answers = new ArrayList<>();
        for (Channel channel : draft.channels) {
            if (!channel.isCourier() || (channel.peer != null && !channel.isSealed())) {
                answers.add(intake.answer(channel));
            }
        }
        draft.release.addAll(0, answers);
    }

    private void noteSends(Draft draft) {
        Outbox last = null;
        List<Outbox> outboxes = new ArrayList<>();
        for (Outbox outbox : draft.sentTo) {
            if (outbox != last && !outboxes.contains(outbox)) {
                outboxes.add(outbox);
            }
            last = outbox;
        }
        draft.sent.forEach(mail -> mail.logged = true);
        for (Outbox outbox : outboxes) {
            long highest = outbox.highest;
            draft.afterCommit.add(() -> outgoing.committed(outbox, highest));
        }
    }

    /** The record that was being written is durable: what it holds back may leave. */
    void committed(long committedSequence) {
        Draft committed = ledger.writing;
        if (committed == null || committedSequence != sequence) {
            throw new IllegalStateException("record " + committedSequence + " was committed but "
                    + (committed == null ? "none" : sequence) + " was being written");
        }
        ledger.writing = null;
        committed.release.forEach(ledger::emit);
        committed.afterCommit.forEach(Runnable::run);
        checkpoints.committed(committedSequence);
    }
}
