package dev.restante.testkit.simulation;

import java.util.ArrayList;
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
    private final TreeMap<Long, Entry> records = new TreeMap<>();
    private final TreeMap<Long, byte[]> checkpoints = new TreeMap<>();
    private final Map<Integer, Integer> terms = new HashMap<>();
    private long highest;
    private long trimmedThrough;
    private int lastWriter;
    private int trims;

    /** @param writer number of the incarnation that appended it */
    record Entry(int writer, byte[] record) {}

    /** @param sequence of the newest checkpoint, 0 when there is none */
    record Checkpoint(long sequence, byte @Nullable [] index) {}

    PartitionLog(int partition, boolean fences) {
        this.partition = partition;
        this.fences = fences;
    }

    /** Makes a record durable; false when another incarnation was there first. */
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
        records.put(sequence, new Entry(writer, record));
        lastWriter = writer;
        terms.put(writer, term);
        highest = Math.max(highest, sequence);
        return true;
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

    SortedMap<Long, Entry> recordsAfter(long sequence) {
        return records.tailMap(sequence, false);
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

    /** Damages the log the way a bad journal would: the oldest record left is skipped and the others move up. */
    void loseOldestRecordAfter(long sequence) {
        List<Entry> kept = new ArrayList<>(recordsAfter(sequence).values());
        if (kept.size() < 2) {
            return;
        }
        kept.remove(0);
        records.tailMap(sequence, false).clear();
        highest = sequence;
        for (Entry entry : kept) {
            records.put(++highest, entry);
        }
    }

    /** Damages the log the way a lost snapshot would. */
    void loseNewestCheckpoint() {
        checkpoints.pollLastEntry();
    }

    private InvariantViolation violation(String what) {
        return new InvariantViolation("I6: " + what, List.of("partition " + partition), null);
    }
}
