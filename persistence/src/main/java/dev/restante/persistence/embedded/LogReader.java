package dev.restante.persistence.embedded;

import dev.restante.persistence.DamagedRowException;
import dev.restante.persistence.format.Keys;
import dev.restante.persistence.format.Seal;
import dev.restante.persistence.format.StoredRecord;
import java.nio.ByteBuffer;
import java.util.function.Predicate;
import org.rocksdb.RocksDBException;

/** Reads one persistence id's log. */
final class LogReader {

    private final View view;
    private final String persistenceId;

    LogReader(View view, String persistenceId) {
        this.view = view;
        this.persistenceId = persistenceId;
    }

    LogPosition position() {
        try {
            long trimmedTo = trimmedTo();
            try (RowCursor rows = rows(trimmedTo + 1, Long.MAX_VALUE)) {
                return new LogPosition(trimmedTo, rows.previous() ? Keys.sequenceNr(rows.key()) : trimmedTo);
            }
        } catch (RocksDBException e) {
            throw new DamagedRowException(
                    "The end of the log of persistence id " + persistenceId + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Hands the records from {@code from} to {@code to} (both included) to {@code reader} until that returns false. Deleted ones are left
     * out; any other that is missing fails the replay, because state computed without it would be wrong.
     */
    void replay(long from, long to, Predicate<StoredRecord> reader) {
        long expected = from;
        try {
            expected = Math.max(from, trimmedTo() + 1);
            try (RowCursor rows = rows(expected, to)) {
                for (; expected <= to; expected++) {
                    if (!rows.next()) {
                        throw missing(expected, "the log has nothing after it, but should go on to " + to);
                    }
                    byte[] key = rows.key();
                    if (Keys.sequenceNr(key) != expected) {
                        throw missing(expected, "the next one is " + Keys.sequenceNr(key));
                    }
                    long number = expected;
                    ByteBuffer body = Seal.open(key, rows.value(), () -> name(number));
                    if (!reader.test(new StoredRecord(number, body))) {
                        return;
                    }
                }
            }
        } catch (RocksDBException e) {
            throw new DamagedRowException(name(expected) + " cannot be read: " + e.getMessage(), e);
        }
    }

    private long trimmedTo() throws RocksDBException {
        byte[] key = Keys.trimmed(persistenceId);
        byte[] row = view.get(Column.META, key);
        return row == null
                ? 0
                : Seal.open(key, row, () -> "The trimming mark of persistence id " + persistenceId)
                        .getLong();
    }

    private RowCursor rows(long from, long to) {
        byte[] end = to == Long.MAX_VALUE ? pastAll() : Keys.numbered(persistenceId, to + 1);
        return view.rows(Column.LOG, Keys.numbered(persistenceId, from), end);
    }

    /** Sequence numbers are positive, so a negative one, read as unsigned, comes after all. */
    private byte[] pastAll() {
        return Keys.numbered(persistenceId, Long.MIN_VALUE);
    }

    private DamagedRowException missing(long sequenceNr, String found) {
        return new DamagedRowException(name(sequenceNr) + " is missing: " + found);
    }

    private String name(long sequenceNr) {
        return "The record with sequence number " + sequenceNr + " of persistence id " + persistenceId;
    }
}
