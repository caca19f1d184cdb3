package dev.restante.persistence.embedded;

import dev.restante.Audit;
import dev.restante.engine.CorruptLogException;
import dev.restante.engine.MendingTerms;
import dev.restante.engine.PartitionInspection;
import dev.restante.persistence.DamagedRowException;
import dev.restante.persistence.embedded.Findings.BadRow;
import dev.restante.persistence.format.Keys;
import dev.restante.persistence.format.Seal;
import dev.restante.persistence.format.StoredRecord;
import dev.restante.store.PartitionLog;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.TreeMap;
import org.rocksdb.RocksDBException;

/** Checks one partition: its checkpoints, its log, its rows, and that they fit together. */
final class PartitionCheck {

    private static final String LOG_REMEDY =
            "the log is cut there: the partition goes back to the record before, and what was accepted or"
                    + " done since is moved aside";

    private final View view;
    private final OfflineFormats formats;
    private final Findings findings;
    private final int partition;
    private final String name;
    private PartitionInspection inspection;
    private long checkpoints;
    private long records;
    private boolean logIsWhole = true;
    private boolean damaged;
    private long highest;

    PartitionCheck(View view, OfflineFormats formats, Findings findings, int partition) {
        this.view = view;
        this.formats = formats;
        this.findings = findings;
        this.partition = partition;
        this.name = PartitionLog.nameOf(partition);
        this.inspection = new PartitionInspection(partition);
    }

    void run() throws RocksDBException {
        int before = findings.damage().size();
        highest = trimmedTo();
        restoreCheckpoint();
        replay();
        readRows();
        if (logIsWhole) {
            inspection
                    .contradictions()
                    .forEach(problem -> findings.add(
                            "partition " + partition, problem, "the counts are corrected to what is stored"));
        }
        damaged = findings.damage().size() > before;
    }

    int partition() {
        return partition;
    }

    /** Whether anything of it was found damaged or missing. */
    boolean isDamaged() {
        return damaged;
    }

    PartitionInspection inspection() {
        return inspection;
    }

    /** From where the partition goes on when it is mended. */
    MendingTerms terms(String reason) throws RocksDBException {
        return new MendingTerms(Math.max(highest, inspection.last()), epoch(), !logIsWhole, reason);
    }

    private long epoch() throws RocksDBException {
        byte[] key = Keys.epoch(partition);
        byte[] row = view.get(Column.META, key);
        try {
            return row == null
                    ? 0
                    : Math.max(0, Seal.open(key, row, () -> "the epoch").getLong());
        } catch (DamagedRowException e) {
            return 0; // The scan of that column notes it. A store without a claim admits any epoch.
        }
    }

    /** The recount; empty when the log cannot be followed to its end. */
    Optional<Audit> audit() {
        return logIsWhole ? Optional.of(inspection.audit()) : Optional.empty();
    }

    long checkpoints() {
        return checkpoints;
    }

    long records() {
        return records;
    }

    /** Takes the newest checkpoint that can be read. */
    private void restoreCheckpoint() {
        TreeMap<Long, BadRow> stored = new TreeMap<>();
        scan(Column.SNAPSHOT).read(Keys.numbered(name, 0), Keys.numbered(name, -1), (key, value, body) -> {
            checkpoints++;
            highest = Math.max(highest, Keys.sequenceNr(key));
            stored.put(Keys.sequenceNr(key), new BadRow(Column.SNAPSHOT, key, value));
        });
        boolean restored = false;
        for (BadRow checkpoint : stored.descendingMap().values()) {
            restored = restored || restore(checkpoint);
        }
    }

    private boolean restore(BadRow row) {
        long sequence = Keys.sequenceNr(row.key());
        try {
            Object index =
                    formats.snapshots().load(name, row.key(), row.value()).snapshot();
            PartitionInspection begun = new PartitionInspection(partition);
            begun.checkpoint(sequence, (byte[]) index);
            inspection = begun;
            return true;
        } catch (CorruptLogException | ClassCastException | IllegalStateException e) {
            findings.badRow(
                    row, nameOf(Column.SNAPSHOT, row.key()), String.valueOf(e.getMessage()), Findings.MOVE_ASIDE);
            return false;
        }
    }

    private void replay() throws RocksDBException {
        long checkpoint = inspection.last();
        byte[] first = Keys.numbered(name, Math.max(1, trimmedTo() + 1));
        scan(Column.LOG).read(first, Keys.numbered(name, -1), (key, value, body) -> {
            records++;
            highest = Math.max(highest, Keys.sequenceNr(key));
            if (logIsWhole && Keys.sequenceNr(key) > checkpoint) {
                replay(Keys.sequenceNr(key), body);
            }
        });
        byte[] next = Keys.numbered(name, inspection.last() + 1);
        if (logIsWhole && findings.isAnyLost(Column.LOG, next, Keys.numbered(name, -1))) {
            cutLog(inspection.last() + 1, "the last of the log cannot be read");
        }
    }

    private void replay(long sequence, ByteBuffer body) {
        try {
            StoredRecord stored = new StoredRecord(sequence, body);
            if (formats.records().event(name, stored).payload() instanceof byte[] record) {
                inspection.record(sequence, record);
                return;
            }
            cutLog(sequence, "record " + sequence + " is not one of a partition");
        } catch (CorruptLogException | DamagedRowException | IllegalStateException e) {
            cutLog(sequence, String.valueOf(e.getMessage()));
        }
    }

    private void cutLog(long sequence, String problem) {
        logIsWhole = false;
        findings.add("partition " + partition + ", its log at record " + sequence, problem, LOG_REMEDY);
    }

    private long trimmedTo() throws RocksDBException {
        byte[] key = Keys.trimmed(name);
        byte[] row = view.get(Column.META, key);
        try {
            return row == null
                    ? 0
                    : Seal.open(key, row, () -> "the trimming mark").getLong();
        } catch (DamagedRowException e) {
            return 0; // The scan of that column notes it, and older records than the checkpoint are not needed.
        }
    }

    private void readRows() {
        scan(Column.STATE)
                .read(
                        Keys.state(partition, new byte[0]),
                        Keys.state(partition + 1, new byte[0]),
                        (key, value, body) -> {
                            byte[] content = new byte[body.remaining()];
                            body.get(content);
                            try {
                                inspection.row(Keys.withoutPartition(key), content);
                            } catch (CorruptLogException e) {
                                findings.badRow(
                                        new BadRow(Column.STATE, key, value),
                                        nameOf(Column.STATE, key),
                                        String.valueOf(e.getMessage()),
                                        Findings.MOVE_ASIDE);
                            }
                        });
    }

    private RowScan scan(Column column) {
        return new RowScan(view, column, findings, key -> nameOf(column, key));
    }

    private String nameOf(Column column, byte[] key) {
        String what = switch (column) {
            case LOG -> "record " + Keys.sequenceNr(key);
            case SNAPSHOT -> "the checkpoint of record " + Keys.sequenceNr(key);
            case STATE -> PartitionInspection.nameOf(Keys.withoutPartition(key));
            case META -> "a mark";
        };
        return "partition " + partition + ", " + what;
    }
}
