package dev.restante.persistence.embedded;

import java.util.ArrayList;
import java.util.List;

/** Records of one persistence id that follow each other without a gap, ready to be stored. Built by one thread. */
final class LogRun {

    /** One stored record. */
    record StoredRow(byte[] key, byte[] row) {}

    private final String persistenceId;
    private final long first;
    private final List<StoredRow> rows = new ArrayList<>();
    private long bytes;

    LogRun(String persistenceId, long first) {
        this.persistenceId = persistenceId;
        this.first = first;
    }

    /**
     * Adds the record that follows.
     *
     * @throws StaleWriterException if {@code sequenceNr} does not follow the last one
     */
    void add(long sequenceNr, StoredRow row) {
        if (sequenceNr != first + rows.size()) {
            throw new StaleWriterException(persistenceId, last(), sequenceNr);
        }
        rows.add(row);
        bytes += row.key().length + row.row().length;
    }

    String persistenceId() {
        return persistenceId;
    }

    long first() {
        return first;
    }

    long last() {
        return first + rows.size() - 1;
    }

    List<StoredRow> rows() {
        return rows;
    }

    long bytes() {
        return bytes;
    }
}
