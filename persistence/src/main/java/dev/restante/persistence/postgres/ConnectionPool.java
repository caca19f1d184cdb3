package dev.restante.persistence.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/** The connections of a node to its database. Thread-safe. */
final class ConnectionPool implements AutoCloseable {

    private final HikariDataSource source;

    private ConnectionPool(HikariDataSource source) {
        this.source = source;
    }

    /** Makes no connection yet. */
    static ConnectionPool of(PostgresSettings settings) {
        PostgresSettings.Server server = settings.server();
        PostgresSettings.Connections limits = settings.connections();
        HikariConfig config = new HikariConfig();
        config.setPoolName("restante-postgres");
        config.setJdbcUrl(server.jdbcUrl());
        driverProperties(settings).forEach(config::addDataSourceProperty);
        config.setCredentialsProvider(
                () -> Credentials.of(server.user(), server.password().current().orElse(null)));
        config.setMaximumPoolSize(limits.max());
        config.setConnectionTimeout(limits.waiting().toMillis());
        config.setValidationTimeout(
                Math.min(limits.waiting().toMillis(), limits.connect().toMillis()));
        config.setConnectionInitSql(sessionSettings(limits));
        // A server that is away when the node starts has been found so already, with a better message.
        config.setInitializationFailTimeout(-1);
        return new ConnectionPool(new HikariDataSource(config));
    }

    /** By it others see who uses the store in a schema; PostgreSQL keeps 63 bytes of a name. */
    static String applicationName(String schema) {
        String name = "restante/" + schema;
        return name.substring(0, Math.min(name.length(), 63));
    }

    /** For a connection outside of any pool. */
    static Properties login(PostgresSettings settings) {
        Properties properties = new Properties();
        properties.putAll(driverProperties(settings));
        properties.setProperty("user", settings.server().user());
        settings.server().password().current().ifPresent(password -> properties.setProperty("password", password));
        return properties;
    }

    /** What the driver needs to notice a server that is gone. */
    static Map<String, String> driverProperties(PostgresSettings settings) {
        PostgresSettings.Connections limits = settings.connections();
        return Map.of(
                "ApplicationName",
                applicationName(settings.schema()),
                "connectTimeout",
                Long.toString(limits.connect().toSeconds()),
                "loginTimeout",
                Long.toString(3 * limits.connect().toSeconds()),
                "socketTimeout",
                Long.toString(limits.answer().toSeconds()),
                "cancelSignalTimeout",
                "1",
                "tcpKeepAlive",
                "true");
    }

    /**
     * What every session begins with: bounded waits for locks of others and for a client that froze in a transaction, and commits that are
     * on disk when they are told.
     */
    private static String sessionSettings(PostgresSettings.Connections limits) {
        return """
                SELECT set_config('lock_timeout', '%d', false),
                    set_config('idle_in_transaction_session_timeout', '%d', false),
                    set_config('synchronous_commit', CASE current_setting('synchronous_commit')
                        WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false)
                """.formatted(limits.lock().toMillis(), limits.lock().toMillis());
    }

    /**
     * A connection that commits by itself. Closing it gives it back, and undoes what was not committed.
     *
     * @throws SQLException when none can be had in time; nothing was done then
     */
    Connection connection() throws SQLException {
        return source.getConnection();
    }

    @Override
    public void close() {
        source.close();
    }
}
