package dev.restante.persistence.format;

import dev.restante.persistence.StaleWriterException;
import java.util.ArrayList;
import java.util.List;

/** Records of one persistence id that follow each other without a gap, ready to be stored. Built by one thread. */
public final class LogRun {

    private final String persistenceId;
    private final long first;
    private final List<StoredRow> rows = new ArrayList<>();
    private long bytes;

    public LogRun(String persistenceId, long first) {
        this.persistenceId = persistenceId;
        this.first = first;
    }

    /**
     * Adds the record that follows.
     *
     * @throws StaleWriterException if {@code sequenceNr} does not follow the last one
     */
    public void add(long sequenceNr, StoredRow row) {
        if (sequenceNr != first + rows.size()) {
            throw new StaleWriterException(persistenceId, last(), sequenceNr);
        }
        rows.add(row);
        bytes += row.key().length + row.row().length;
    }

    public String persistenceId() {
        return persistenceId;
    }

    public long first() {
        return first;
    }

    public long last() {
        return first + rows.size() - 1;
    }

    public List<StoredRow> rows() {
        return rows;
    }

    public long bytes() {
        return bytes;
    }
}
