package dev.restante.persistence.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Something that takes its turn in a {@link Lane}, on a connection of its own that commits by itself unless told otherwise.
 *
 * @param <T> the answer; {@link Void} for a change, whose answer is null
 */
interface Work<T> {

    /** Names it in the message of a failure. */
    String name();

    /** What it counts against the limits of its lane. */
    long bytes();

    /**
     * Does it. What it changed is committed when this returns.
     *
     * @throws SQLException when it failed, or when it is open whether it was done
     * @throws RuntimeException to refuse it; nothing was changed
     */
    @Nullable T run(Connection connection) throws SQLException;
}
