package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.MessageId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the rows of a partition that is not running: decodes each, and counts those that would be there if the partition were brought
 * to the end of its log. Rows that the log changes are counted as it leaves them.
 */
final class RowCensus {

    /** What is stored of an actor that is built from events. */
    static final class Events {
        final TreeSet<Long> numbers = new TreeSet<>();
        long inState;
        long last;

        /** The first event that is missing, or 0. */
        long missing() {
            for (long number = inState + 1; number <= last; number++) {
                if (!numbers.contains(number)) {
                    return number;
                }
            }
            return 0;
        }
    }

    /** Messages that wait in a mailbox or an outbox. */
    static final class Found {
        long count;
        long bytes;
        long lowest = Long.MAX_VALUE;
        long highest;

        void add(long number, int size) {
            count++;
            bytes += size;
            lowest = Math.min(lowest, number);
            highest = Math.max(highest, number);
        }
    }

    private final Ledger ledger;
    private final Map<RowKey, Events> events = new TreeMap<>();
    private final Map<ActorId, Found> waiting = new HashMap<>();
    private final Map<Integer, Found> unacked = new HashMap<>();
    private final Map<RowKey, MessageId> openKeys = new HashMap<>();
    private final Set<Long> inMemory = new HashSet<>();
    private long pending;
    private long delayed;
    private long dead;
    private RowFormat.Header counts = RowFormat.Header.NEW;

    /** The log was replayed into {@code ledger}. */
    RowCensus(Ledger ledger) {
        this.ledger = ledger;
        for (Mailbox mailbox : ledger.mailboxes.values()) {
            mailbox.queue.forEachInMemory(mail -> inMemory.add(mail.number));
        }
        noteKeysOfTheLog();
    }

    /** Before any row: one that calls its message undecided may be older than the decision. */
    private void noteKeysOfTheLog() {
        ledger.overlay.range(RowKey.first(), RowKey.pastAll()).forEach((key, value) -> {
            if (key.kind() == 'K' && value != Overlay.REMOVED) {
                clientKey(key, RowFormat.readKey(value), true);
            }
        });
    }

    /** Takes a stored row; all of them come, in the order of their keys. */
    void stored(RowKey key, byte[] value) {
        boolean asStored =
                ledger.overlay.get(key) == null && !(key.kind() == 'P' && inMemory.contains(key.lastNumber()));
        look(key, value, asStored);
    }

    /** All rows have come: adds what only the log has. */
    void end() {
        ledger.overlay.range(RowKey.first(), RowKey.pastAll()).forEach((key, value) -> {
            if (value != Overlay.REMOVED) {
                look(key, value, true);
            }
        });
        for (Mailbox mailbox : ledger.mailboxes.values()) {
            mailbox.queue.forEachInMemory(mail -> waits(mail.number, mail.envelope, mail.undecided));
        }
        for (Outbox outbox : ledger.outboxes.values()) {
            outbox.queue.forEachInMemory(mail -> unacked(outbox.partition).add(mail.number, mail.size()));
        }
    }

    /** Decodes a row of any kind, and counts it if it {@code isCounted}. */
    private void look(RowKey key, byte[] value, boolean isCounted) {
        switch (key.kind()) {
            case 'H' -> header(key, RowFormat.readHeader(value), isCounted);
            case 'S' -> state(key, RowFormat.readState(value), isCounted);
            case 'E' -> event(key, value, isCounted);
            case 'K' -> clientKey(key, RowFormat.readKey(value), isCounted);
            case 'P' -> waitingRow(key, RowFormat.readPending(value), isCounted);
            case 'O' -> unackedRow(key, RowFormat.readEnvelope(value), isCounted);
            case 'D' -> {
                RowFormat.readDead(value);
                dead += isCounted ? 1 : 0;
            }
            case 'T' -> {
                RowFormat.readTimer(value);
                delayed += isCounted ? 1 : 0;
            }
            case 'C' -> RowFormat.readCall(value);
            case 'R' -> RowFormat.readOutcome(value);
            case 'X' -> Outcomes.clientKeyOf(value);
            default -> throw new CorruptLogException("there is no kind of row '" + key.kind() + "'");
        }
    }

    private void header(RowKey key, RowFormat.Header header, boolean isCounted) {
        if (isCounted) {
            counts = counts.plus(header);
            if (header.events() > 0) {
                events(key).last = header.events();
            }
        }
    }

    private void state(RowKey key, RowFormat.State state, boolean isCounted) {
        if (isCounted && state.events() > 0) {
            events(key.withKind('H')).inState = state.events();
        }
    }

    private void event(RowKey key, byte[] value, boolean isCounted) {
        RowFormat.readPayload(value);
        if (isCounted) {
            events(key.withKind('H').withoutNumber()).numbers.add(key.lastNumber());
        }
    }

    private Events events(RowKey header) {
        return events.computeIfAbsent(header, key -> new Events());
    }

    private void clientKey(RowKey key, RowFormat.Key row, boolean isCounted) {
        if (isCounted && row.expiry() == 0) {
            openKeys.put(key, row.id());
        }
    }

    private void waitingRow(RowKey key, RowFormat.Pending message, boolean isCounted) {
        if (isCounted) {
            waits(key.lastNumber(), message.envelope(), message.undecided());
        }
    }

    /** A message whose key names another, or none, is not decided: it is in its mailbox and not accepted yet. */
    private void waits(long number, Envelope envelope, boolean undecided) {
        waiting.computeIfAbsent(envelope.to(), actor -> new Found()).add(number, envelope.size());
        ClientKey key = envelope.terms().key();
        boolean accepted = !undecided
                || (key != null && envelope.id().equals(openKeys.get(RowKey.clientKey(envelope.to(), key.key()))));
        pending += accepted ? 1 : 0;
    }

    private void unackedRow(RowKey key, Envelope envelope, boolean isCounted) {
        int receiver = (int) key.numberAt(0);
        long number = key.lastNumber();
        Outbox outbox = ledger.outboxes.get(receiver);
        if (!isCounted || outbox == null || outbox.queue.find(number) != null) {
            return;
        }
        if (number > outbox.acked && number <= outbox.highest) {
            unacked(receiver).add(number, envelope.size());
        }
    }

    private Found unacked(int receiver) {
        return unacked.computeIfAbsent(receiver, partition -> new Found());
    }

    /** By the keys of their headers. */
    Map<RowKey, Events> events() {
        return events;
    }

    Map<ActorId, Found> waiting() {
        return waiting;
    }

    @Nullable Found unackedBy(int receiver) {
        return unacked.get(receiver);
    }

    /** The counts of all actors together. */
    RowFormat.Header counts() {
        return counts;
    }

    long pending() {
        return pending;
    }

    long delayed() {
        return delayed;
    }

    long dead() {
        return dead;
    }
}
