package dev.restante.engine;

import dev.restante.store.Row;
import dev.restante.store.RowChange;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Rewrites what a partition has stored the way a defect in writing it would. */
public final class StoredState {

    private StoredState() {}

    /** The kind of row that is put; 0 for everything else. */
    public static char kindPut(RowChange change) {
        return change instanceof RowChange.Put put ? (char) put.key()[0] : 0;
    }

    /** The kind of row that is deleted; 0 for everything else. */
    public static char kindDeleted(RowChange change) {
        return change instanceof RowChange.Delete delete ? (char) delete.key()[0] : 0;
    }

    /** A dead letter's row with other attempts and another reason. */
    public static RowChange deadLetter(RowChange change, int attempts, @Nullable String reason) {
        RowChange.Put put = (RowChange.Put) change;
        RowFormat.Dead dead = RowFormat.readDead(put.value());
        RowFormat.Dead changed = new RowFormat.Dead(
                dead.envelope(),
                attempts < 0 ? dead.attempts() : attempts,
                reason == null ? dead.reason() : reason,
                dead.detail(),
                dead.acceptedAt(),
                dead.diedAt());
        return new RowChange.Put(put.key(), RowFormat.write(1, changed));
    }

    /** An actor's header row without its pause. */
    public static RowChange unpaused(RowChange change) {
        RowChange.Put put = (RowChange.Put) change;
        RowFormat.Header header = RowFormat.readHeader(put.value());
        return new RowChange.Put(put.key(), RowFormat.write(1, header.pausedFor(null)));
    }

    /** The row of the key of {@code envelope} that makes it the first with that key. */
    public static Row rowOfKey(Envelope envelope) {
        ClientKey key = envelope.terms().key();
        if (key == null) {
            throw new IllegalArgumentException(envelope.id() + " has no key");
        }
        RowKey row = RowKey.clientKey(envelope.to(), key.key());
        return new Row(row.bytes(), RowFormat.write(1, new RowFormat.Key(key.hash(), envelope.id(), 0)));
    }

    /** A checkpoint that does not say how far other partitions' messages were taken. */
    public static byte[] withoutWatermarks(int partition, EngineSettings settings, long sequence, byte[] index) {
        Ledger ledger = restored(partition, settings, sequence, index);
        ledger.channels.values().stream()
                .filter(channel -> !channel.isCourier())
                .forEach(channel -> channel.through = 0);
        return IndexFormat.write(ledger);
    }

    /** A checkpoint that takes everything in the outboxes for acknowledged. */
    public static byte[] withoutOutboxes(int partition, EngineSettings settings, long sequence, byte[] index) {
        Ledger ledger = restored(partition, settings, sequence, index);
        ledger.outboxes.values().forEach(outbox -> {
            outbox.acked = outbox.highest;
            outbox.queue.restore(0, 0, outbox.highest + 1, outbox.highest);
        });
        return IndexFormat.write(ledger);
    }

    /** A checkpoint that has forgotten what was refused on the channels of couriers. */
    public static byte[] withoutRefusals(int partition, EngineSettings settings, long sequence, byte[] index) {
        Ledger ledger = restored(partition, settings, sequence, index);
        ledger.channels.values().forEach(channel -> channel.results.clear());
        return IndexFormat.write(ledger);
    }

    /** The first of {@code records} with nothing in it but the counters, as if its content had never reached the disk. */
    public static byte[] emptied(
            int partition,
            EngineSettings settings,
            long checkpoint,
            byte @Nullable [] index,
            SortedMap<Long, byte[]> records) {
        Ledger ledger = index == null
                ? new Ledger(partition, settings, Map.of())
                : restored(partition, settings, checkpoint, index);
        long first = records.firstKey();
        Replay.apply(first, records.get(first), ledger);
        return RecordFormat.write(1, ledger.scalars, new Draft());
    }

    private static Ledger restored(int partition, EngineSettings settings, long sequence, byte[] index) {
        Ledger ledger = new Ledger(partition, settings, Map.of());
        IndexFormat.restore(sequence, index, ledger);
        return ledger;
    }

    /** {@code changes} without those of {@code kind}. */
    public static List<RowChange> withoutPuts(List<RowChange> changes, char kind) {
        return changes.stream().filter(change -> kindPut(change) != kind).toList();
    }
}
