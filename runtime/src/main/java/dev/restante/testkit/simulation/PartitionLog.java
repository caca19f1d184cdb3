package dev.restante.testkit.simulation;

import dev.restante.engine.Partition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The durable log of one partition, shared by all nodes: who appends to a sequence number that is taken has been replaced. */
final class PartitionLog {

    private final int partition;
    private final boolean fences;
    private final TreeMap<Long, byte[]> records = new TreeMap<>();
    private final TreeMap<Long, byte[]> checkpoints = new TreeMap<>();
    private final Map<Integer, Integer> terms = new HashMap<>();
    private long highest;
    private long trimmedThrough;
    private int lastWriter;
    private int trims;

    /** @param sequence of the newest checkpoint, 0 when there is none */
    record Checkpoint(long sequence, byte @Nullable [] index) {}

    /**
     * What a recovery reads.
     *
     * @param records those after the checkpoint, by their sequence numbers
     */
    record Contents(Checkpoint checkpoint, SortedMap<Long, byte[]> records, long highest) {

        /** Brings {@code partition} to the state that the log describes. */
        void restoreInto(Partition partition) {
            if (checkpoint.index != null) {
                partition.restoreCheckpoint(checkpoint.sequence, checkpoint.index);
            }
            records.forEach(partition::replay);
        }
    }

    PartitionLog(int partition, boolean fences) {
        this.partition = partition;
        this.fences = fences;
    }

    /** Makes a record of the incarnation {@code writer} durable; false when another incarnation was there first. */
    boolean append(int writer, long sequence, byte[] record) {
        if (sequence > highest + 1) {
            throw violation("log " + partition + " has a gap: record " + sequence + " follows " + highest);
        }
        if (sequence <= highest && fences) {
            return false;
        }
        int term = terms.getOrDefault(writer, terms.size() + 1);
        if (fences && term < terms.size()) {
            throw violation("incarnation " + writer + " of partition " + partition + " appended record " + sequence
                    + " after its successor " + lastWriter);
        }
        records.put(sequence, record);
        lastWriter = writer;
        terms.put(writer, term);
        highest = Math.max(highest, sequence);
        return true;
    }

    int partition() {
        return partition;
    }

    void saveCheckpoint(long sequence, byte[] index) {
        if (sequence > highest) {
            throw violation(
                    "checkpoint " + sequence + " of partition " + partition + " is ahead of the log's end " + highest);
        }
        checkpoints.put(sequence, index);
    }

    void trim(long through, long checkpoint) {
        checkpoints.headMap(checkpoint).clear();
        records.headMap(through, true).clear();
        trimmedThrough = Math.max(trimmedThrough, through);
        trims++;
        if (trimmedThrough > newestCheckpoint().sequence) {
            throw violation("log " + partition + " is trimmed through " + trimmedThrough
                    + ", but the newest checkpoint is " + newestCheckpoint().sequence);
        }
    }

    Checkpoint newestCheckpoint() {
        Map.Entry<Long, byte[]> newest = checkpoints.lastEntry();
        return newest == null ? new Checkpoint(0, null) : new Checkpoint(newest.getKey(), newest.getValue());
    }

    SortedMap<Long, byte[]> recordsAfter(long sequence) {
        return records.tailMap(sequence, false);
    }

    Contents contentsAfter(Checkpoint checkpoint) {
        return new Contents(checkpoint, recordsAfter(checkpoint.sequence), highest);
    }

    /** The incarnation that appended the newest record; 0 for an empty log. */
    int lastWriter() {
        return lastWriter;
    }

    /** The how-manieth an incarnation was to own the log; 0 when it never did. */
    int termOf(int writer) {
        return terms.getOrDefault(writer, 0);
    }

    long highest() {
        return highest;
    }

    int trims() {
        return trims;
    }

    private InvariantViolation violation(String what) {
        return new InvariantViolation("I6: " + what, List.of("partition " + partition), null);
    }
}
