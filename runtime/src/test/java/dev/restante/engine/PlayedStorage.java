package dev.restante.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.store.Row;
import dev.restante.store.RowChange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is durable of one partition in a test: its log, its newest checkpoint and its rows. Does everything at once. */
final class PlayedStorage {

    /** What the contract of the state store allows. */
    private static final int MOST_KEYS = 10_000;

    private static final int MOST_ROWS = 10_000;

    final TreeMap<Long, byte[]> log = new TreeMap<>();

    private final TreeMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
    private boolean losesCheckpoints;
    private boolean holdsCheckpoints;
    private Output.SaveCheckpoint held;
    private long checkpoint;
    private byte[] index;

    /** Whether the rows of a checkpoint are written, and its index never is. */
    void loseCheckpoints(boolean lose) {
        losesCheckpoints = lose;
    }

    /** From now on the rows of a checkpoint are written, and its index is not, until {@link #finishCheckpoint}. */
    void holdCheckpoints() {
        holdsCheckpoints = true;
    }

    /** Saves the index that was held; returns what the partition is to be told. */
    Input finishCheckpoint() {
        holdsCheckpoints = false;
        return save(held);
    }

    private Input save(Output.SaveCheckpoint save) {
        checkpoint = save.sequence();
        index = save.index();
        return new Input.CheckpointSaved(save.sequence());
    }

    long logBytes() {
        return log.values().stream().mapToLong(record -> record.length).sum();
    }

    /** Lets {@code partition} recover; returns the log's highest number. */
    long replayInto(Partition partition) {
        if (index != null) {
            partition.restoreCheckpoint(checkpoint, index);
        }
        log.tailMap(checkpoint, false).forEach(partition::replay);
        return log.isEmpty() ? checkpoint : log.lastKey();
    }

    /** Reads everything as it is stored. */
    PartitionInspection inspect(int partition) {
        PartitionInspection inspection = new PartitionInspection(partition);
        if (index != null) {
            inspection.checkpoint(checkpoint, index);
        }
        log.tailMap(checkpoint, false).forEach(inspection::record);
        rows.forEach(inspection::row);
        return inspection;
    }

    /** Removes the first row of a kind, as damage would; returns its key. */
    byte[] loseRow(char kind) {
        byte[] lost =
                rows.keySet().stream().filter(key -> key[0] == kind).findFirst().orElseThrow();
        rows.remove(lost);
        return lost;
    }

    /** Cuts the log before the record that has {@code text} in it. */
    void loseRecordsOf(String text) {
        long first = log.entrySet().stream()
                .filter(record -> new String(record.getValue(), StandardCharsets.ISO_8859_1).contains(text))
                .mapToLong(Map.Entry::getKey)
                .min()
                .orElseThrow();
        log.tailMap(first, true).clear();
    }

    /** Mends what is lost, as a repair does: once for the partition, once for what is then not accounted for. */
    List<String> mend(int partition, LostRows lost, Map<Integer, PartitionLinks> others) {
        List<String> losses = new ArrayList<>(apply(mending(partition, lost).end(others, 0)));
        LostRows nothing = new LostRows(List.of(), List.of());
        long unaccounted = inspect(partition).audit().unaccounted();
        losses.addAll(apply(mending(partition, nothing).end(Map.of(), unaccounted)));
        return losses;
    }

    private PartitionMending mending(int partition, LostRows lost) {
        PartitionInspection inspection = inspect(partition);
        MendingTerms terms = new MendingTerms(inspection.last(), 0, false, "it was damaged");
        PartitionMending mending = inspection.mend(lost, terms);
        rows.forEach(mending::row);
        return mending;
    }

    private List<String> apply(Mended mended) {
        mended.changes().forEach(this::apply);
        log.clear();
        checkpoint = mended.sequence();
        index = mended.index();
        return mended.losses();
    }

    /** Cuts the first row of a kind short, as damage would. */
    void cutRow(char kind) {
        rows.replaceAll((key, value) -> key[0] == kind ? Arrays.copyOf(value, value.length - 1) : value);
    }

    void append(Output.Append append) {
        log.put(append.sequence(), append.record());
    }

    /** Returns what the partition is to be told. */
    Optional<Input> carryOut(Output output) {
        if (output instanceof Output.ClaimEpoch) {
            return Optional.of(new Input.EpochClaimed());
        }
        if (output instanceof Output.ReadRows read) {
            return Optional.of(new Input.RowsRead(read.request(), read(read.keys())));
        }
        if (output instanceof Output.ScanRows scan) {
            return Optional.of(new Input.RowsRead(scan.request(), scan(scan)));
        }
        if (output instanceof Output.WriteRows write) {
            write.changes().forEach(this::apply);
            return Optional.of(new Input.RowsWritten());
        }
        if (output instanceof Output.SaveCheckpoint && losesCheckpoints) {
            return Optional.empty();
        }
        if (output instanceof Output.SaveCheckpoint save) {
            held = save;
            return holdsCheckpoints ? Optional.empty() : Optional.of(save(save));
        }
        if (output instanceof Output.TrimLog trim) {
            log.headMap(trim.through(), true).clear();
            return Optional.empty();
        }
        throw new IllegalStateException("not a storage operation: " + output);
    }

    private List<Row> read(List<byte[]> keys) {
        assertThat(keys).as("the keys of one request").hasSizeLessThanOrEqualTo(MOST_KEYS);
        List<Row> found = new ArrayList<>();
        keys.stream().filter(rows::containsKey).forEach(key -> found.add(new Row(key, rows.get(key))));
        return found;
    }

    private List<Row> scan(Output.ScanRows scan) {
        assertThat(scan.maxRows()).as("the rows of one request").isLessThanOrEqualTo(MOST_ROWS);
        List<Row> page = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<byte[], byte[]> row : rows.subMap(scan.from(), scan.to()).entrySet()) {
            if (page.size() == scan.maxRows() || bytes > scan.maxBytes()) {
                break;
            }
            page.add(new Row(row.getKey(), row.getValue()));
            bytes += row.getKey().length + row.getValue().length;
        }
        return page;
    }

    void put(RowKey key, byte[] value) {
        rows.put(key.bytes(), value);
    }

    private void apply(RowChange change) {
        if (change instanceof RowChange.Put put) {
            rows.put(put.key(), put.value());
        } else if (change instanceof RowChange.Delete delete) {
            rows.remove(delete.key());
        }
    }
}
