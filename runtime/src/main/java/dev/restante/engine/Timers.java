package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.MessageId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Delayed messages. What an actor sends later waits with its sender, so that it can be cancelled with the commit; what a courier brought
 * early waits with its receiver. Memory holds when each is due; the messages are rows.
 */
final class Timers {

    private static final int FIRED_AT_ONCE = 128;

    /** When a message is due, and whose it is. */
    static final class Entry {
        final RowKey row;
        final long due;
        final long number;
        final boolean held;
        final @Nullable ActorId owner;
        final @Nullable String name;
        final ActorId to;
        final MessageId id;
        boolean gone;

        Entry(RowKey row, long due, long number, RowFormat.Timer timer) {
            this.row = row;
            this.due = due;
            this.number = number;
            this.held = timer.held();
            this.owner = timer.owner();
            this.name = timer.name();
            this.to = timer.envelope().to();
            this.id = timer.envelope().id();
        }
    }

    private final Ledger ledger;
    private final Reads reads;
    private final Outcomes outcomes;
    private final TreeMap<RowKey, Entry> waiting = new TreeMap<>();
    private final Map<ActorId, Map<String, Entry>> named = new HashMap<>();

    /** A batch that is due is being read; the next waits, so that all leave in the order in which they became due. */
    private boolean firing;

    Timers(Ledger ledger, Reads reads, Outcomes outcomes) {
        this.ledger = ledger;
        this.reads = reads;
        this.outcomes = outcomes;
    }

    boolean isFull() {
        return waiting.size() >= ledger.settings.timers();
    }

    boolean has(ActorId owner, @Nullable String name) {
        return name != null && named.getOrDefault(owner, Map.of()).containsKey(name);
    }

    int size() {
        return waiting.size();
    }

    /** Keeps a message that a courier brought before its time. */
    void hold(Envelope envelope) {
        RowFormat.Timer timer = new RowFormat.Timer(true, null, null, envelope, ledger.now);
        Entry entry = add(envelope.terms().notBefore(), timer);
        outcomes.delayed(envelope, entry.number, ledger.now);
    }

    /** Keeps a message that an actor sends later. A timer of the same name is replaced; returns whether one was. */
    boolean sendLater(ActorId owner, @Nullable String name, long due, Envelope envelope) {
        boolean replaced = name != null && cancel(owner, name);
        add(due, new RowFormat.Timer(false, owner, name, envelope, ledger.now));
        return replaced;
    }

    private Entry add(long due, RowFormat.Timer timer) {
        RowKey row = RowKey.timer(due, ++ledger.scalars.timerNumber);
        ledger.put(row, RowFormat.write(ledger.format, timer));
        return index(row, timer);
    }

    private Entry index(RowKey row, RowFormat.Timer timer) {
        Entry entry = new Entry(row, row.numberAt(0), row.lastNumber(), timer);
        waiting.put(row, entry);
        if (entry.owner != null && entry.name != null) {
            named.computeIfAbsent(entry.owner, owner -> new HashMap<>(4)).put(entry.name, entry);
        }
        ledger.wakeAt(entry.due);
        return entry;
    }

    /** Takes back a timer of an actor; returns whether there was one. */
    boolean cancel(ActorId owner, String name) {
        Map<String, Entry> timers = named.get(owner);
        Entry entry = timers == null ? null : timers.get(name);
        if (entry == null) {
            return false;
        }
        remove(entry);
        return true;
    }

    void remove(Entry entry) {
        entry.gone = true;
        waiting.remove(entry.row);
        if (entry.owner != null && entry.name != null) {
            named.computeIfPresent(entry.owner, (owner, timers) -> {
                timers.remove(entry.name, entry);
                return timers.isEmpty() ? null : timers;
            });
        }
        ledger.remove(entry.row);
    }

    /** The delayed messages for an actor that couriers brought. */
    List<Entry> heldFor(ActorId actor) {
        return waiting.values().stream()
                .filter(entry -> entry.held && entry.to.equals(actor))
                .toList();
    }

    /** Reads from the rows what is waiting, after a recovery. */
    void restore(Runnable then) {
        RowKey any = RowKey.timer(0, 0);
        reads.scanAll(
                any.kindStart(),
                any.kindEnd(),
                page -> page.forEach((row, value) -> index(row, RowFormat.readTimer(value))),
                then);
    }

    /** Hands what is due to {@code sender}, in the order in which it became due. */
    void fire(Consumer<RowFormat.Timer> sender) {
        if (!firing && !waiting.isEmpty() && waiting.firstEntry().getValue().due <= ledger.now) {
            firing = true;
            List<Entry> due = takeDue();
            reads.fetch(due.stream().map(entry -> entry.row).toList(), rows -> {
                firing = false;
                for (int i = 0; i < rows.size(); i++) {
                    fire(due.get(i), rows.get(i), sender);
                }
                wakeForNext();
            });
        } else if (!firing) {
            wakeForNext();
        }
    }

    private void wakeForNext() {
        if (!waiting.isEmpty()) {
            ledger.wakeAt(waiting.firstEntry().getValue().due);
        }
    }

    private List<Entry> takeDue() {
        List<Entry> due = new ArrayList<>();
        Collection<Entry> all = waiting.values();
        for (Entry entry : all) {
            if (entry.due > ledger.now || due.size() == FIRED_AT_ONCE) {
                break;
            }
            due.add(entry);
        }
        due.forEach(entry -> waiting.remove(entry.row));
        return due;
    }

    private void fire(Entry entry, byte @Nullable [] row, Consumer<RowFormat.Timer> sender) {
        if (entry.gone) {
            return;
        }
        if (row == null) {
            throw new CorruptLogException("the row of timer " + entry.number + " of partition " + ledger.partition
                    + ", message " + entry.id + ", is missing from the state store");
        }
        remove(entry);
        sender.accept(RowFormat.readTimer(row));
    }
}
