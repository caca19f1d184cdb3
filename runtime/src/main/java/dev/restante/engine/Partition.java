package dev.restante.engine;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;

/**
 * The rules of one partition as a state machine: inputs in, outputs out. It accepts messages into mailboxes, hands them to cells in order,
 * keeps one log of what came of it, and lets nothing leave before the record that caused it is committed.
 *
 * <p>Life: {@link #restoreCheckpoint} at most once, {@link #replay} for every later record, {@link #start}, then {@link #handle} for every
 * input. When a write fails, the object is dropped with all it holds, and a new one recovers. Not thread-safe. It knows no clock: every call
 * brings the time.
 */
public final class Partition {

    /** Inputs kept until the partition has recovered; what is beyond, also in bytes, is dropped, and its origin sends it again. */
    private static final int MAX_EARLY = 256;

    private static final long STOP_MILLIS = 500;

    /** Time is looked at whenever a wake-up was asked for, and otherwise not more often than this. */
    private static final long TICK_MILLIS = 50;

    private enum Phase {
        RECOVERING,
        CLAIMING_LOG,
        CLAIMING_STORE,
        READING_INDEX,
        RUNNING,
        STOPPING,
        STOPPED
    }

    private final Parts parts;
    private final Ledger ledger;
    private final ArrayDeque<Input> early = new ArrayDeque<>();
    private long earlyBytes;
    private Phase phase = Phase.RECOVERING;
    private long lastReplayed;
    private boolean leftCleanly = true;
    private long stopBy;
    private long nextTick;

    public Partition(int number, EngineSettings settings, Map<String, TypeSettings> types) {
        parts = new Parts(number, settings, types);
        ledger = parts.ledger;
    }

    /**
     * Writes everything in this version of the formats from now on. A partition begins with the oldest, or with that of what it recovers, and
     * never goes back.
     */
    public void raiseFormat(int version) {
        ledger.raiseFormat(version);
    }

    // Recovery

    /** Takes the index as of the record {@code sequence}. */
    public void restoreCheckpoint(long sequence, byte[] index) {
        IndexFormat.restore(sequence, index, ledger);
        lastReplayed = sequence;
        leftCleanly = false;
        parts.checkpoints.restored(sequence);
    }

    /** Takes a record that is not in the checkpoint; records come in order and without a gap. */
    public void replay(long sequence, byte[] record) {
        if (sequence != lastReplayed + 1) {
            throw new CorruptLogException("the log of partition " + ledger.partition + " goes from record "
                    + lastReplayed + " to record " + sequence);
        }
        leftCleanly = Replay.apply(sequence, record, ledger);
        parts.checkpoints.logged(record.length);
        lastReplayed = sequence;
    }

    /**
     * Recovery is complete: claims the log by a record of a new epoch.
     *
     * @param highestSequence the journal's highest number, which the replay must have reached
     */
    public List<Output> start(long highestSequence, long now) {
        if (highestSequence != lastReplayed) {
            throw new CorruptLogException("the log of partition " + ledger.partition + " ends with record "
                    + lastReplayed + " but the journal's highest number is " + highestSequence);
        }
        ledger.now = now;
        ledger.scalars.epoch++;
        ledger.channels.values().forEach(channel -> channel.lastHeard = ledger.elapsed);
        phase = Phase.CLAIMING_LOG;
        parts.commits.recovered(lastReplayed);
        parts.commits.cut();
        return ledger.takeOutputs();
    }

    // Inputs

    /** Takes one input; returns what is to be done, in order. */
    public List<Output> handle(Input input, long now) {
        ledger.elapsed += Math.max(0, now - ledger.now);
        ledger.now = now;
        if (isEarly(input)) {
            return ledger.takeOutputs();
        }
        take(input);
        if (phase == Phase.RUNNING || phase == Phase.STOPPING) {
            settle();
        }
        parts.reads.flush();
        return ledger.takeOutputs();
    }

    private boolean isEarly(Input input) {
        boolean fromOutside = input instanceof Input.Arrived || input instanceof Input.Asked;
        if (!fromOutside || phase == Phase.RUNNING) {
            return false;
        }
        long bytes = sizeOf(input);
        boolean fits = bytes == 0 || earlyBytes + bytes <= ledger.settings.memoryBytes();
        if (phase.compareTo(Phase.RUNNING) < 0 && early.size() < MAX_EARLY && fits) {
            early.add(input);
            earlyBytes += bytes;
        }
        return true;
    }

    private static long sizeOf(Input input) {
        return input instanceof Input.Arrived arrived && arrived.message() instanceof Protocol.Bag bag
                ? bag.envelopes().stream().mapToLong(Envelope::size).sum()
                : 0;
    }

    private void take(Input input) {
        if (input instanceof Input.Arrived arrived) {
            arrived(arrived.from(), arrived.message());
        } else if (input instanceof Input.TurnDone done) {
            parts.turns.done(done.actor(), done.turn(), done.result());
        } else if (input instanceof Input.Committed committed) {
            committed(committed.sequence());
        } else if (input instanceof Input.RowsRead read) {
            parts.reads.arrived(read.request(), read.rows());
        } else if (input instanceof Input.RowsWritten) {
            parts.checkpoints.rowsWritten();
        } else if (input instanceof Input.CheckpointSaved saved) {
            parts.checkpoints.saved(saved.sequence());
        } else if (input instanceof Input.CallAnswered answered) {
            parts.calls.answered(answered.call(), call -> parts.sends.answer(call, answered.message()));
        } else if (input instanceof Input.CallFailed failed) {
            parts.calls.failed(failed.call());
        } else if (input instanceof Input.Asked asked) {
            parts.operators.asked(asked.token(), asked.request());
        } else if (input instanceof Input.Woken) {
            ledger.woken();
            nextTick = 0;
        } else if (input instanceof Input.EpochClaimed) {
            readIndex();
        } else if (input instanceof Input.Stop) {
            stop();
        }
    }

    private void arrived(Peer from, Protocol message) {
        if (message instanceof Protocol.Bag bag) {
            parts.intake.bag(from, bag);
        } else if (message instanceof Protocol.Ack ack) {
            parts.outgoing.acked(ack.partition(), ack.through());
        } else if (message instanceof Protocol.Resend resend) {
            parts.outgoing.resend(resend.partition(), resend.from());
        } else if (message instanceof Protocol.OpenChannel open) {
            parts.intake.open(from, open);
        } else if (message instanceof Protocol.AwaitOutcome await) {
            parts.outcomes.await(from, await.id());
        } else {
            throw new IllegalArgumentException("a partition does not take " + message);
        }
    }

    // Life

    private void committed(long sequence) {
        parts.commits.committed(sequence);
        if (phase == Phase.CLAIMING_LOG) {
            phase = Phase.CLAIMING_STORE;
            ledger.emit(new Output.ClaimEpoch(ledger.scalars.epoch));
        } else if (phase == Phase.STOPPED) {
            ledger.emit(new Output.Stopped());
        }
    }

    private void readIndex() {
        if (phase == Phase.CLAIMING_STORE) {
            phase = Phase.READING_INDEX;
            parts.timers.restore(() -> parts.calls.restore(this::run));
        }
    }

    private void run() {
        phase = Phase.RUNNING;
        parts.checkpoints.enable();
        if (!leftCleanly) {
            parts.arrivals.suspectResent();
        }
        parts.turns.resume(leftCleanly);
        parts.outgoing.resume();
        for (Input input = early.poll(); input != null; input = early.poll()) {
            take(input);
        }
    }

    /** Does what the input has made possible, then cuts a record if one is due. */
    private void settle() {
        if (ledger.elapsed >= nextTick) {
            tick();
        }
        parts.turns.run();
        parts.checkpoints.saveIfDecided();
        if (phase == Phase.STOPPING) {
            leaveIfIdle();
        } else {
            parts.commits.cutIfDue();
        }
    }

    /** Does what time has made possible. */
    private void tick() {
        nextTick = ledger.elapsed + TICK_MILLIS;
        parts.timers.fire(parts.sends::due);
        parts.calls.start();
        parts.residents.tick();
        parts.outgoing.resendQuiet();
        parts.intake.closeUnused();
        parts.outcomes.sweep();
    }

    private void stop() {
        if (phase == Phase.RUNNING) {
            phase = Phase.STOPPING;
            stopBy = ledger.elapsed + STOP_MILLIS;
            parts.turns.stop();
        } else if (phase.compareTo(Phase.RUNNING) < 0) {
            phase = Phase.STOPPED;
            if (!parts.commits.isWriting()) {
                ledger.emit(new Output.Stopped());
            }
        }
    }

    /** Ends with a record that says so, so that the next owner need not suspect any message. */
    private void leaveIfIdle() {
        if (parts.commits.isWriting()) {
            return;
        }
        if (!parts.turns.isIdle() && ledger.elapsed < stopBy) {
            ledger.wakeAtElapsed(stopBy);
            return;
        }
        ledger.draft.clean = parts.turns.isIdle();
        parts.commits.cut();
        phase = Phase.STOPPED;
    }

    /** How things stand, for metrics. */
    public PartitionFigures figures() {
        long pending = ledger.mailboxes.values().stream()
                .mapToLong(mailbox -> mailbox.queue.count())
                .sum();
        long pendingBytes = ledger.mailboxes.values().stream()
                .mapToLong(mailbox -> mailbox.queue.bytes())
                .sum();
        long unacked = ledger.outboxes.values().stream()
                .mapToLong(outbox -> outbox.queue.count())
                .sum();
        return new PartitionFigures(
                ledger.partition,
                phase == Phase.RUNNING,
                ledger.scalars.epoch,
                parts.commits.sequence(),
                parts.checkpoints.tail(),
                pending,
                pendingBytes,
                unacked,
                parts.timers.size(),
                parts.calls.size(),
                parts.residents.places(),
                parts.turns.running().size(),
                ledger.memory);
    }
}
