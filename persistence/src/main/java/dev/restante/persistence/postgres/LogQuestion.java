package dev.restante.persistence.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What else takes its turn in a log's lane, so that its outcome counts the appends before it. */
sealed interface LogQuestion<T> extends Work<T> {

    LogTable log();

    String persistenceId();

    @Override
    default long bytes() {
        return persistenceId().length();
    }

    /** Asks how far the log goes. */
    record HighestSequenceNr(LogTable log, String persistenceId) implements LogQuestion<Long> {

        @Override
        public String name() {
            return "reading the end of the log of persistence id " + persistenceId;
        }

        @Override
        public Long run(Connection connection) throws SQLException {
            return log.highest(connection, persistenceId);
        }
    }

    /** Deletes the beginning of the log, up to {@code to} (included). */
    record Trim(LogTable log, String persistenceId, long to) implements LogQuestion<Void> {

        @Override
        public String name() {
            return "trimming the log of persistence id " + persistenceId + " to " + to;
        }

        @Override
        public @Nullable Void run(Connection connection) throws SQLException {
            log.trim(connection, persistenceId, to);
            return null;
        }
    }
}
