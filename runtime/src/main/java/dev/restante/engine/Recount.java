package dev.restante.engine;

import dev.restante.Audit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Recounts a partition's messages from the store. A checkpoint brings the rows to one moment, and they are counted before the next one
 * moves them on.
 */
final class Recount {

    private static final int PAGE_ROWS = 1000;
    private static final int PAGE_BYTES = 1 << 20;

    private final Ledger ledger;
    private final Reads reads;
    private final Checkpoints checkpoints;
    private final List<Object> waiting = new ArrayList<>();
    private List<Object> answered = List.of();
    private final Set<Long> undecided = new HashSet<>();
    private long accepted;
    private long travelling;
    private long processed;
    private long rejected;
    private long expired;
    private long cancelled;
    private long purged;
    private long pending;
    private long delayed;
    private long dead;

    Recount(Ledger ledger, Reads reads, Checkpoints checkpoints) {
        this.ledger = ledger;
        this.reads = reads;
        this.checkpoints = checkpoints;
    }

    /** Answers {@code token} with an {@link Audit}. */
    void ask(Object token) {
        waiting.add(token);
        begin();
    }

    private void begin() {
        if (!waiting.isEmpty()) {
            checkpoints.hold(this::noteIndex, this::countRows);
        }
    }

    private void noteIndex() {
        answered = List.copyOf(waiting);
        waiting.clear();
        accepted = ledger.scalars.actorSent + ledger.scalars.acceptedOnClosed;
        travelling = 0;
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
        processed = rejected = expired = cancelled = purged = pending = delayed = dead = 0;
        undecided.clear();
        for (Mailbox mailbox : ledger.mailboxes.values()) {
            mailbox.queue.forEachInMemory(mail -> {
                if (mail.undecided) {
                    undecided.add(mail.number);
                }
            });
        }
    }

    private void countRows() {
        Runnable letters = () -> count(RowKey.dead(0).kindStart(), (key, row) -> dead++, this::answer);
        Runnable timers = () -> count(RowKey.timer(0, 0).kindStart(), (key, row) -> delayed++, letters);
        Runnable waitingMessages = () -> countPending(RowKey.pendingStart(), timers);
        count(RowKey.headerStart(), this::countActor, waitingMessages);
    }

    private void countActor(RowKey key, byte[] row) {
        RowFormat.Header header = RowFormat.readHeader(row);
        processed += header.processed();
        rejected += header.rejected();
        expired += header.expired();
        cancelled += header.cancelled();
        purged += header.purged();
    }

    private void countPending(RowKey from, Runnable then) {
        reads.scanStored(from, from.kindEnd(), PAGE_ROWS, PAGE_BYTES, page -> {
            List<Envelope> doubtful = new ArrayList<>();
            page.rows().forEach((row, value) -> {
                RowFormat.Pending message = RowFormat.readPending(value);
                if (!message.undecided()) {
                    pending++;
                } else if (!undecided.contains(row.lastNumber())) {
                    doubtful.add(message.envelope());
                }
            });
            RowKey next = page.next();
            countDoubtful(doubtful, next == null ? then : () -> countPending(next, then));
        });
    }

    /**
     * A row may call a message undecided that was decided since, when a crash came before the row was written anew; then the row of its key
     * names it. One that was undecided when the checkpoint was taken does not count.
     */
    private void countDoubtful(List<Envelope> doubtful, Runnable then) {
        List<RowKey> keys = doubtful.stream().map(Recount::keyOf).toList();
        reads.fetch(keys, rows -> {
            for (int i = 0; i < keys.size(); i++) {
                byte[] row = rows.get(i);
                boolean decided = row != null
                        && RowFormat.readKey(row).id().equals(doubtful.get(i).id());
                pending += decided ? 1 : 0;
            }
            then.run();
        });
    }

    private static RowKey keyOf(Envelope envelope) {
        ClientKey key = envelope.terms().key();
        if (key == null) {
            throw new CorruptLogException("message " + envelope.id() + " is stored as undecided and has no key");
        }
        return RowKey.clientKey(envelope.to(), key.key());
    }

    private void count(RowKey from, BiConsumer<RowKey, byte[]> row, Runnable then) {
        countFrom(from, from.kindEnd(), row, then);
    }

    private void countFrom(RowKey from, RowKey to, BiConsumer<RowKey, byte[]> row, Runnable then) {
        reads.scanStored(from, to, PAGE_ROWS, PAGE_BYTES, page -> {
            page.rows().forEach(row);
            if (page.next() == null) {
                then.run();
            } else {
                countFrom(page.next(), to, row, then);
            }
        });
    }

    private void answer() {
        checkpoints.resume();
        Audit audit = new Audit(
                accepted, processed, rejected, pending + travelling, delayed, dead, expired, cancelled, purged);
        answered.forEach(token -> ledger.release(new Output.Answer(token, audit)));
        begin();
    }
}
