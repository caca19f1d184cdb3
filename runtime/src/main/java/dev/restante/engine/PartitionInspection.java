package dev.restante.engine;

import dev.restante.Audit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads all that is stored of a partition without running it: decodes it, holds its parts against each other, and recounts the messages.
 * First {@link #checkpoint}, at most once, then {@link #record} for each later one, then {@link #row} for all rows in the order of their keys,
 * then the results. Not thread-safe.
 *
 * <p>What cannot be decoded is a {@link CorruptLogException} that says where. After one of a checkpoint or a record the object is of no use;
 * after one of a row it can go on with the next.
 */
public final class PartitionInspection {

    private final Ledger ledger;
    private @Nullable RowCensus census;
    private boolean ended;
    private long last;

    public PartitionInspection(int partition) {
        ledger = new Ledger(partition, EngineSettings.defaults(), Map.of());
    }

    /** Takes the index as of the record {@code sequence}. */
    public void checkpoint(long sequence, byte[] index) {
        IndexFormat.restore(sequence, index, ledger);
        last = sequence;
    }

    /** Takes the record that follows. */
    public void record(long sequence, byte[] record) {
        if (sequence != last + 1) {
            throw new CorruptLogException(
                    "record " + (last + 1) + " is missing; the next one in the log is " + sequence);
        }
        Replay.apply(sequence, record, ledger);
        last = sequence;
    }

    /** The last record that was taken, or that of the checkpoint. */
    public long last() {
        return last;
    }

    /** Takes a stored row. */
    public void row(byte[] key, byte[] value) {
        census().stored(new RowKey(key), value);
    }

    private RowCensus census() {
        if (census == null) {
            census = new RowCensus(ledger);
        }
        return census;
    }

    private RowCensus ended() {
        if (!ended) {
            ended = true;
            census().end();
        }
        return census();
    }

    /** How a row is called in a report: its kind, its actor where it has one, its number where it has one. */
    public static String nameOf(byte[] key) {
        return RowName.of(new RowKey(key));
    }

    /** What of it does not fit together; empty when all does. */
    public List<String> contradictions() {
        RowCensus rows = ended();
        List<String> found = new ArrayList<>();
        for (Mailbox mailbox : ledger.mailboxes.values()) {
            RowCensus.Found waiting = rows.waiting().get(mailbox.actor);
            long there = waiting == null ? 0 : waiting.count;
            if (there != mailbox.queue.count()) {
                found.add("the mailbox of " + mailbox.actor + " should hold " + mailbox.queue.count()
                        + " messages, and " + there + " are stored");
            } else if (waiting != null && !mailbox.queue.spans(waiting.lowest, waiting.highest)) {
                found.add("the mailbox of " + mailbox.actor + " should hold messages " + mailbox.queue.floor() + " to "
                        + mailbox.queue.highest() + ", and " + waiting.lowest + " to " + waiting.highest
                        + " are stored");
            }
        }
        rows.waiting().forEach((actor, waiting) -> {
            if (!ledger.mailboxes.containsKey(actor)) {
                found.add(
                        "the mailbox of " + actor + " should be empty, and " + waiting.count + " messages are stored");
            }
        });
        for (Outbox outbox : ledger.outboxes.values()) {
            RowCensus.Found unacked = rows.unackedBy(outbox.partition);
            long there = unacked == null ? 0 : unacked.count;
            if (there != outbox.highest - outbox.acked) {
                found.add((outbox.highest - outbox.acked) + " messages to partition " + outbox.partition
                        + " are not acknowledged, and " + there + " are stored");
            }
        }
        rows.events().forEach((header, events) -> {
            if (events.missing() > 0) {
                found.add("event " + events.missing() + " of " + RowName.actorOf(header) + " is missing");
            }
        });
        return found;
    }

    /** What the partition knows of its channels with the others. */
    public PartitionLinks links() {
        return PartitionLinks.of(ledger);
    }

    /** Begins to make the partition one that can run without what is lost. The inspection has seen all rows, and is done with. */
    public PartitionMending mend(LostRows lost, MendingTerms terms) {
        return new PartitionMending(ledger, ended(), lost, terms);
    }

    /** The messages of the partition, as an audit of the running partition would count them. */
    public Audit audit() {
        RowCensus rows = ended();
        long accepted = ledger.scalars.actorSent + ledger.scalars.acceptedOnClosed;
        long travelling = 0;
        for (Channel channel : ledger.channels.values()) {
            if (channel.isCourier()) {
                accepted += channel.through - channel.notAccepted;
            } else {
                travelling -= channel.through;
            }
        }
        for (Outbox outbox : ledger.outboxes.values()) {
            travelling += outbox.highest;
        }
        RowFormat.Header counts = rows.counts();
        return new Audit(
                accepted,
                counts.processed(),
                counts.rejected(),
                rows.pending() + travelling,
                rows.delayed(),
                rows.dead(),
                counts.expired(),
                counts.cancelled(),
                counts.purged());
    }
}
