package dev.restante.persistence.postgres;

import dev.restante.persistence.StaleWriterException;
import dev.restante.persistence.format.LogRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Appends records to one log, all or none, if they follow its end. */
record Append(LogTable log, LogRun run) implements Work<Void> {

    /**
     * Runs appends to logs that are all different, in one commit.
     *
     * @return why those were refused that do not follow the end of their log; the others are committed
     */
    static Map<String, StaleWriterException> together(Connection connection, List<Append> appends) throws SQLException {
        return appends.get(0)
                .log()
                .append(connection, appends.stream().map(Append::run).toList());
    }

    @Override
    public String name() {
        return "appending records " + run.first() + " to " + run.last() + " of persistence id " + run.persistenceId();
    }

    @Override
    public long bytes() {
        return run.bytes();
    }

    @Override
    public @Nullable Void run(Connection connection) throws SQLException {
        Map<String, StaleWriterException> refused = together(connection, List.of(this));
        if (!refused.isEmpty()) {
            throw refused.values().iterator().next();
        }
        return null;
    }
}
