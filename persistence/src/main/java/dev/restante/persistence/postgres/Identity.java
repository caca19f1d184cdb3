package dev.restante.persistence.postgres;

import dev.restante.persistence.StoreUnusableException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Tells one store from another, whatever the addresses are by which nodes reach them: a number drawn when the schema was made, and those by
 * which the server knows the database and the table. So a copy made by dump and restore is another store, and a standby that took over is not.
 */
final class Identity {

    private Identity() {}

    /**
     * Asks the server; the schema is made, or brought up to date, before.
     *
     * @throws StoreUnusableException when the server or the schema cannot be used
     */
    static String of(PostgresSettings settings) {
        ServerCheck.require(settings);
        Schema.migrate(settings);
        PostgresSettings.Server server = settings.server();
        String question = new Tables(settings.schema()).in("""
                SELECT store || '-' || database.oid || '-' || identity.tableoid
                FROM {schema}.identity, pg_database AS database WHERE datname = current_database()""");
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), ConnectionPool.login(settings));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            if (!row.next()) {
                throw new StoreUnusableException("The schema " + settings.schema() + " at " + server
                        + " does not say which store it is: its table identity is empty");
            }
            return row.getString(1);
        } catch (SQLException e) {
            throw new StoreUnusableException(
                    "PostgreSQL at " + server + " cannot be used: " + SqlFailure.message(e), e);
        }
    }
}
