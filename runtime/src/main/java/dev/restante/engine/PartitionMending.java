package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.MessageId;
import dev.restante.MessageState;
import dev.restante.Payload;
import dev.restante.store.RowChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a partition of which something is lost one that can run: its counts are those of what is there, its channels go on where the others
 * stand, and actors that lost a part of their state are paused, so that nobody takes them for new ones. All rows are brought once more, after
 * the inspection, in the order of their keys. Not thread-safe.
 */
public final class PartitionMending {

    /** Receives what stands for lost messages. No such type is registered, so it stays where people see it. */
    static final String LOST = "restante-lost";

    private final Ledger ledger;
    private final RowCensus census;
    private final LostRows lost;
    private final MendingTerms terms;
    private final List<String> losses = new ArrayList<>();
    private final Map<RowKey, RowFormat.Header> damagedActors = new TreeMap<>();
    private final Set<RowKey> headersSeen = new HashSet<>();
    private final Map<Integer, Set<Long>> unacked = new HashMap<>();

    /** Where messages are counted that are found nowhere. */
    private final RowKey unaccountedFor;

    private RowFormat.Header alreadyUnaccounted = RowFormat.Header.NEW;

    PartitionMending(Ledger ledger, RowCensus census, LostRows lost, MendingTerms terms) {
        this.ledger = ledger;
        this.census = census;
        this.lost = lost;
        this.terms = terms;
        this.unaccountedFor = RowKey.header(new ActorId(LOST, "partition-" + ledger.partition));
        lost.keys().stream().filter(this::isLost).forEach(this::noteLost);
    }

    /** The log may have the row in a newer version. */
    private boolean isLost(RowKey key) {
        return ledger.overlay.get(key) == null && lost.maybe(key);
    }

    private void noteLost(RowKey key) {
        losses.add(RowName.of(key));
        switch (key.kind()) {
            case 'H', 'S' -> damagedActors.put(key.withKind('H'), RowFormat.Header.NEW);
            case 'E' -> damagedActors.put(key.withKind('H').withoutNumber(), RowFormat.Header.NEW);
            case 'K' -> ledger.scalars.rememberedKeys = Math.max(0, ledger.scalars.rememberedKeys - 1);
            default -> {
                // A message of some kind: counted by what is left.
            }
        }
    }

    /** Takes a row that is there. */
    public void row(byte[] bytes, byte[] value) {
        RowKey key = new RowKey(bytes);
        switch (key.kind()) {
            case 'H' -> header(key, RowFormat.readHeader(value));
            case 'S' -> state(key);
            case 'O' ->
                unacked.computeIfAbsent((int) key.numberAt(0), receiver -> new HashSet<>())
                        .add(key.lastNumber());
            default -> {
                // Only who an actor is, and what it sent, has to be put together again.
            }
        }
    }

    private void header(RowKey key, RowFormat.Header header) {
        byte[] newer = ledger.overlay.get(key);
        RowFormat.Header latest = newer == null ? header : RowFormat.readHeader(newer);
        RowCensus.Events events = census.events().get(key);
        boolean eventLost = events != null && events.missing() > 0;
        if (damagedActors.containsKey(key) || isLost(key.withKind('S')) || eventLost) {
            damagedActors.put(key, latest);
        }
        if (lost.maybe(key)) {
            headersSeen.add(key);
        }
        if (key.equals(unaccountedFor)) {
            alreadyUnaccounted = latest;
        }
    }

    private void state(RowKey key) {
        RowKey header = key.withKind('H');
        RowCensus.Events events = census.events().get(header);
        boolean stateOnlyMayBeLost =
                damagedActors.containsKey(header) && !lost.keys().contains(key);
        if (stateOnlyMayBeLost && (events == null || events.missing() == 0) && headersSeen.contains(header)) {
            damagedActors.remove(header);
        } else if (isLost(header) && !headersSeen.contains(header)) {
            damagedActors.putIfAbsent(header, RowFormat.Header.NEW);
        }
    }

    /**
     * Ends the mending.
     *
     * @param others what all partitions know of their channels, by number
     * @param unaccounted messages that were accepted and are found nowhere; negative for messages that were never seen to be accepted
     */
    public Mended end(Map<Integer, PartitionLinks> others, long unaccounted) {
        ledger.scalars.epoch = Math.max(ledger.scalars.epoch, terms.epoch());
        if (terms.wentBack()) {
            ledger.scalars.leap();
        }
        pauseDamagedActors();
        countMailboxes();
        fillOutboxes();
        others.forEach((other, links) -> {
            if (other != ledger.partition) {
                catchUpWith(other, links);
            }
        });
        settle(unaccounted);
        return new Mended(terms.sequence(), IndexFormat.write(ledger), changes(), losses);
    }

    private void pauseDamagedActors() {
        damagedActors.forEach((key, header) -> {
            RowCensus.Events events = census.events().get(key);
            long missing = events == null ? 0 : events.missing();
            long kept = missing > 0 ? missing - 1 : header.events();
            for (long number = kept + 1; number <= header.events(); number++) {
                ledger.overlay.remove(new RowKey(eventKey(key, number)));
            }
            ledger.overlay.put(
                    key, RowFormat.write(ledger.format, header.withEvents(kept).pausedFor(terms.reason())));
            losses.add("a part of " + RowName.actorOf(key) + ", which is paused; resume it to go on with what is left");
        });
    }

    private static byte[] eventKey(RowKey header, long number) {
        byte[] actor = header.withKind('E').bytes();
        return new BytesWriter(actor.length + Long.BYTES)
                .putRaw(actor)
                .putFixed(number)
                .toBytes();
    }

    /** What waits in memory gets its row; the figures of each queue become those of its rows. */
    private void countMailboxes() {
        for (ActorId actor : census.waiting().keySet()) {
            ledger.mailbox(actor);
        }
        for (Mailbox mailbox : ledger.mailboxes.values()) {
            mailbox.queue.forEachInMemory(mail -> ledger.overlay.put(
                    RowKey.pending(mailbox.actor, mail.number),
                    RowFormat.write(
                            ledger.format, new RowFormat.Pending(mail.envelope, mail.acceptedAt, mail.undecided))));
            RowCensus.Found found = census.waiting().getOrDefault(mailbox.actor, new RowCensus.Found());
            if (found.count < mailbox.queue.count()) {
                losses.add((mailbox.queue.count() - found.count) + " messages that waited for " + mailbox.actor);
            }
            ledger.scalars.position = Math.max(ledger.scalars.position, found.highest);
            long from = Math.min(mailbox.queue.floor(), found.lowest);
            mailbox.queue.becomeStored(found.count, found.bytes, from, ledger.scalars.position);
        }
    }

    /** A number once given must arrive, or the channel stands still for good. */
    private void fillOutboxes() {
        for (Outbox outbox : ledger.outboxes.values()) {
            Set<Long> there = unacked.getOrDefault(outbox.partition, new HashSet<>());
            outbox.queue.forEachInMemory(mail -> {
                there.add(mail.number);
                ledger.overlay.put(
                        RowKey.outbox(outbox.partition, mail.number), RowFormat.write(ledger.format, mail.envelope));
            });
            long bytes = 0;
            for (long number = outbox.acked + 1; number <= outbox.highest; number++) {
                if (!there.contains(number)) {
                    Envelope stand = standIn(outbox.partition, number);
                    bytes += stand.size();
                    ledger.overlay.put(RowKey.outbox(outbox.partition, number), RowFormat.write(ledger.format, stand));
                    losses.add("message " + number + " to partition " + outbox.partition);
                }
            }
            RowCensus.Found found = census.unackedBy(outbox.partition);
            outbox.queue.becomeStored(
                    outbox.highest - outbox.acked,
                    bytes + (found == null ? 0 : found.bytes),
                    outbox.acked + 1,
                    outbox.highest);
        }
    }

    private Envelope standIn(int receiver, long number) {
        return new Envelope(
                new MessageId(receiver, ledger.partition, number),
                new ActorId(LOST, "from-partition-" + ledger.partition),
                new Payload("Lost", 1, new byte[0]),
                Provenance.NONE,
                Terms.sentAt(0));
    }

    /** After a log was cut, the other end of a channel may know more of it. */
    private void catchUpWith(int other, PartitionLinks links) {
        PartitionLinks.@Nullable Sent sent = links.sent().get(ledger.partition);
        Channel channel = ledger.channel(other);
        if (sent != null && channel.through < sent.acknowledged()) {
            losses.add("messages " + (channel.through + 1) + " to " + sent.acknowledged() + " from partition " + other);
            channel.through = sent.acknowledged();
        }
        long taken = links.taken().getOrDefault(ledger.partition, 0L);
        Outbox outbox = ledger.outboxes.computeIfAbsent(other, Outbox::new);
        if (outbox.highest < taken) {
            losses.add("that messages " + (outbox.highest + 1) + " to " + taken + " were sent to partition " + other);
            outbox.highest = taken;
            outbox.acked = taken;
            outbox.queue.becomeStored(0, 0, taken + 1, taken);
        }
    }

    private void settle(long unaccounted) {
        if (unaccounted < 0) {
            ledger.scalars.actorSent -= unaccounted;
        } else if (unaccounted > 0) {
            RowFormat.Header counted = alreadyUnaccounted.counting(MessageState.PURGED, unaccounted);
            ledger.overlay.put(unaccountedFor, RowFormat.write(ledger.format, counted));
            losses.add(unaccounted + " messages that are found nowhere; they are counted as purged");
        }
    }

    private List<RowChange> changes() {
        return ledger.overlay.beginFlush();
    }
}
