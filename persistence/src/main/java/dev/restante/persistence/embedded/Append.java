package dev.restante.persistence.embedded;

import dev.restante.persistence.StaleWriterException;
import dev.restante.persistence.format.LogRun;
import dev.restante.persistence.format.StoredRow;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * Appends records to logs, all or none. Each must follow the end of its log; that is what stops an owner that was replaced, since its
 * successor has written meanwhile.
 */
record Append(List<LogRun> runs) implements Operation<Void> {

    @Override
    public long bytes() {
        return runs.stream().mapToLong(LogRun::bytes).sum();
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public @Nullable Void stage(Group group) throws RocksDBException {
        for (LogRun run : runs) {
            long highest = group.position(run.persistenceId()).highest();
            if (run.first() != highest + 1) {
                throw new StaleWriterException(run.persistenceId(), highest, run.first());
            }
        }
        for (LogRun run : runs) {
            for (StoredRow row : run.rows()) {
                group.put(Column.LOG, row.key(), row.row());
            }
        }
        // Last, because these are not taken back when the staging fails.
        for (LogRun run : runs) {
            long trimmedTo = group.position(run.persistenceId()).trimmedTo();
            group.move(run.persistenceId(), new LogPosition(trimmedTo, run.last()));
        }
        return null;
    }
}
