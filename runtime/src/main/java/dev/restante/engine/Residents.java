package dev.restante.engine;

import dev.restante.Payload;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings actors into memory when something is to be done for them, and lets the longest idle ones go. */
final class Residents {

    private final Ledger ledger;
    private final Reads reads;

    /** Mailboxes without a hand-over under way, the longest idle first. */
    private final Set<Mailbox> resting = new LinkedHashSet<>();

    private final Set<Mailbox> waitingForPlace = new LinkedHashSet<>();
    private final TreeMap<Long, Set<Mailbox>> alarms = new TreeMap<>();
    private int places;

    Residents(Ledger ledger, Reads reads) {
        this.ledger = ledger;
        this.reads = reads;
    }

    int places() {
        return places;
    }

    // Activation

    /** Goes on with {@code then} once the actor's rows are read; at once if they are. */
    void whenReady(Mailbox mailbox, Runnable then) {
        if (mailbox.load == Mailbox.Load.READY) {
            then.run();
        } else {
            mailbox.awaitReady(then);
            activate(mailbox);
        }
    }

    /** Reads the actor's rows; considers it for a turn when they are there. */
    void activate(Mailbox mailbox) {
        if (mailbox.load != Mailbox.Load.COLD) {
            return;
        }
        mailbox.load = Mailbox.Load.LOADING;
        reads.fetch(List.of(mailbox.headerKey, mailbox.stateKey), rows -> {
            byte[] header = rows.get(0);
            byte[] state = rows.get(1);
            mailbox.header = header == null ? RowFormat.Header.NEW : RowFormat.readHeader(header);
            RowFormat.State stored = state == null ? null : RowFormat.readState(state);
            mailbox.stateEvents = stored == null ? 0 : stored.events();
            readEvents(mailbox, stored == null ? null : stored.payload());
        });
    }

    private void readEvents(Mailbox mailbox, @Nullable Payload state) {
        reads.fetch(eventKeys(mailbox, mailbox.stateEvents), rows -> {
            List<Payload> events = payloads(rows);
            if (events == null) {
                throw eventMissing(mailbox);
            }
            mailbox.image = new StateImage(state, events);
            mailbox.load = Mailbox.Load.READY;
            mailbox.takeAwaiting().forEach(Runnable::run);
            ledger.consider(mailbox);
        });
    }

    private static List<RowKey> eventKeys(Mailbox mailbox, long stateEvents) {
        List<RowKey> keys = new ArrayList<>();
        boolean eventSourced = mailbox.type != null && mailbox.type.eventSourced();
        for (long number = stateEvents + 1; eventSourced && number <= mailbox.header.events(); number++) {
            keys.add(RowKey.event(mailbox.actor, number));
        }
        return keys;
    }

    /** Reads what the actor's cell would start from, whether or not it has one. */
    void readImage(Mailbox mailbox, Consumer<StateImage> reader) {
        whenReady(
                mailbox,
                () -> reads.fetch(List.of(mailbox.stateKey), rows -> {
                    byte[] row = rows.get(0);
                    RowFormat.State stored = row == null ? null : RowFormat.readState(row);
                    readImage(mailbox, stored, reader);
                }));
    }

    private void readImage(Mailbox mailbox, RowFormat.@Nullable State stored, Consumer<StateImage> reader) {
        long included = stored == null ? 0 : stored.events();
        List<RowKey> keys = eventKeys(mailbox, included);
        reads.fetch(keys, rows -> {
            List<Payload> events = payloads(rows);
            if (events != null) {
                reader.accept(new StateImage(stored == null ? null : stored.payload(), events));
            } else if (included == mailbox.stateEvents && included + keys.size() <= mailbox.header.events()) {
                throw eventMissing(mailbox);
            } else {
                // A turn has folded them into the state meanwhile.
                readImage(mailbox, reader);
            }
        });
    }

    /** Null when a row is missing. */
    private static @Nullable List<Payload> payloads(List<byte @Nullable []> rows) {
        List<Payload> payloads = new ArrayList<>(rows.size());
        for (byte[] row : rows) {
            if (row == null) {
                return null;
            }
            payloads.add(RowFormat.readPayload(row));
        }
        return List.copyOf(payloads);
    }

    private static CorruptLogException eventMissing(Mailbox mailbox) {
        return new CorruptLogException("an event of " + mailbox.actor + " between " + mailbox.stateEvents + " and "
                + mailbox.header.events() + " is missing from the state store");
    }

    /** Whether the actor may be active now; if not, it is considered again when another gives its place back. */
    boolean admit(Mailbox mailbox) {
        resting.remove(mailbox);
        if (mailbox.hasPlace) {
            return true;
        }
        if (places >= ledger.settings.activeCells() && !passivateOne()) {
            waitingForPlace.add(mailbox);
            return false;
        }
        waitingForPlace.remove(mailbox);
        mailbox.hasPlace = true;
        places++;
        return true;
    }

    /** Considers those who wait for a place, as far as there are places; returns whether there was anybody. */
    boolean considerWaiting() {
        boolean any = false;
        for (int free = ledger.settings.activeCells() - places; free > 0 && !waitingForPlace.isEmpty(); free--) {
            Mailbox next = waitingForPlace.iterator().next();
            waitingForPlace.remove(next);
            ledger.consider(next);
            any = true;
        }
        return any;
    }

    /** What the cell starts from; null when it is alive already. */
    @Nullable StateImage takeImage(Mailbox mailbox) {
        if (mailbox.hasCell) {
            return null;
        }
        StateImage image = mailbox.image;
        if (image == null) {
            throw new IllegalStateException(mailbox.actor + " has neither a cell nor an image to start one from");
        }
        mailbox.hasCell = true;
        mailbox.image = null;
        return image;
    }

    // Passivation

    /** There is nothing to do for the mailbox now. */
    void rest(Mailbox mailbox) {
        resting.remove(mailbox);
        mailbox.idleSince = ledger.elapsed;
        if (mailbox.load == Mailbox.Load.COLD && mailbox.isForgettable()) {
            passivate(mailbox);
            return;
        }
        resting.add(mailbox);
        ledger.wakeAtElapsed(ledger.elapsed + ledger.settings.idleMillis());
        if (!waitingForPlace.isEmpty() && mailbox.hasPlace) {
            passivateOne();
        }
    }

    /** Passivates what has been idle for long, and wakes those whose time has come. */
    void tick() {
        while (!alarms.isEmpty() && alarms.firstKey() <= ledger.elapsed) {
            alarms.pollFirstEntry().getValue().forEach(ledger::consider);
        }
        if (!alarms.isEmpty()) {
            ledger.wakeAtElapsed(alarms.firstKey());
        }
        while (!resting.isEmpty()) {
            Mailbox longest = resting.iterator().next();
            long due = longest.idleSince + ledger.settings.idleMillis();
            if (due > ledger.elapsed) {
                ledger.wakeAtElapsed(due);
                return;
            }
            passivate(longest);
        }
    }

    /** Considers the mailbox when so much time has passed, whatever becomes of the wall clock meanwhile. */
    void wakeIn(long millis, Mailbox mailbox) {
        long time = ledger.elapsed + millis;
        alarms.computeIfAbsent(time, key -> new LinkedHashSet<>()).add(mailbox);
        ledger.wakeAtElapsed(time);
    }

    private boolean passivateOne() {
        for (Mailbox mailbox : resting) {
            if (mailbox.hasPlace && mailbox.load != Mailbox.Load.LOADING) {
                passivate(mailbox);
                return true;
            }
        }
        return false;
    }

    private void passivate(Mailbox mailbox) {
        resting.remove(mailbox);
        if (mailbox.hasCell) {
            mailbox.hasCell = false;
            ledger.emit(new Output.StopCell(mailbox.actor));
        }
        if (mailbox.hasPlace) {
            mailbox.hasPlace = false;
            places--;
        }
        ledger.memory -= mailbox.queue.spill(0);
        if (mailbox.load == Mailbox.Load.READY) {
            mailbox.load = Mailbox.Load.COLD;
            mailbox.image = null;
        }
        if (mailbox.isForgettable()) {
            ledger.mailboxes.remove(mailbox.actor, mailbox);
        }
    }
}
