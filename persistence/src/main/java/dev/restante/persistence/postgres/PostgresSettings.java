package dev.restante.persistence.postgres;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The settings under {@code restante.postgres}; {@code reference.conf} explains each.
 *
 * @param server where the database is, and who we are there
 * @param schema the name of the schema that holds the store
 * @param connections the pool, and what a connection may wait for
 * @param queue what may wait in one lane
 * @param groupBytes what one commit of several logs takes at most
 * @param lanes how many threads write
 * @param stateStore reads of the state store and calls in progress
 * @param acceptUnsafeServer whether a server that says it does not sync is used all the same
 */
record PostgresSettings(
        Server server,
        String schema,
        Connections connections,
        Limit queue,
        long groupBytes,
        Lanes lanes,
        Calls stateStore,
        boolean acceptUnsafeServer) {

    /** Where the database is, and who we are there. */
    record Server(String jdbcUrl, String user, Password password) {

        /** The address without parameters. */
        String address() {
            return jdbcUrl.replaceFirst("\\?.*", "");
        }

        @Override
        public String toString() {
            return address() + " as " + user;
        }
    }

    record Connections(int max, Duration waiting, Duration connect, Duration lock, Duration answer) {

        Connections {
            require(max > 0, "connections.max must be at least 1");
            require(lock.compareTo(answer) < 0, "connections.lock-timeout must be below connections.answer-timeout");
        }

        static Connections from(Config config) {
            return new Connections(
                    config.getInt("max"),
                    config.getDuration("wait-timeout"),
                    config.getDuration("connect-timeout"),
                    config.getDuration("lock-timeout"),
                    config.getDuration("answer-timeout"));
        }
    }

    /** A bound on a number of operations and on the bytes they carry. */
    record Limit(int operations, long bytes) {

        Limit {
            require(operations > 0 && bytes > 0, "queue must allow at least one operation and one byte");
        }
    }

    /** Threads that write: of the logs, and of rows and checkpoints. */
    record Lanes(int log, int rows) {

        Lanes {
            require(log > 0 && rows > 0, "writers needs at least one thread for the log and one for rows");
        }
    }

    record Calls(int readers, int maxPending) {

        Calls {
            require(readers > 0 && maxPending > 0, "the state store needs at least one thread and one call");
        }
    }

    static PostgresSettings from(Config config) {
        Config postgres = config.getConfig("restante.postgres");
        return new PostgresSettings(
                server(postgres),
                new Tables(postgres.getString("schema")).schema(),
                Connections.from(postgres.getConfig("connections")),
                new Limit(postgres.getInt("queue.max-operations"), postgres.getBytes("queue.max-bytes")),
                postgres.getBytes("group.max-bytes"),
                new Lanes(postgres.getInt("writers.log"), postgres.getInt("writers.rows")),
                new Calls(postgres.getInt("state-store.threads"), postgres.getInt("state-store.max-pending")),
                postgres.getBoolean("accept-unsafe-server"));
    }

    private static Server server(Config config) {
        String url = config.getString("jdbc-url");
        require(
                url.startsWith("jdbc:postgresql:"),
                "jdbc-url must begin with jdbc:postgresql:, as in jdbc:postgresql://host:5432/database");
        require(
                !url.matches("(?i).*[?&](password|sslpassword)=.*") && !url.matches("jdbc:postgresql://[^/?]*@.*"),
                "jdbc-url contains a password; it belongs into the environment ("
                        + config.getString("password-variable") + ") or a file (password-file)");
        return new Server(
                url,
                config.getString("user"),
                Password.from(config.getString("password-file"), config.getString("password-variable")));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("restante.postgres: " + otherwise);
        }
    }
}
