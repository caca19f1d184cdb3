package dev.restante.persistence.postgres;

import dev.restante.persistence.StoreUnusableException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the server before it is used, so that what is wrong with it is said in one sentence. */
final class ServerCheck {

    /** The oldest that is tested; older ones get no more corrections either. */
    private static final int OLDEST_MAJOR = 14;

    private static final Logger LOG = LoggerFactory.getLogger(ServerCheck.class);

    private ServerCheck() {}

    /** @throws StoreUnusableException when the server cannot be reached or used */
    static void require(PostgresSettings settings) {
        PostgresSettings.Server server = settings.server();
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), ConnectionPool.login(settings))) {
            requireVersion(connection.getMetaData().getDatabaseMajorVersion(), server);
            requireSafety(connection, settings);
        } catch (SQLException e) {
            throw new StoreUnusableException(sentence(e, server), e);
        }
    }

    static void requireVersion(int major, PostgresSettings.Server server) {
        if (major < OLDEST_MAJOR) {
            throw new StoreUnusableException("PostgreSQL at " + server.address() + " is of version " + major + "; "
                    + OLDEST_MAJOR + " or later is needed");
        }
    }

    private static void requireSafety(Connection connection, PostgresSettings settings) throws SQLException {
        String where = "PostgreSQL at " + settings.server().address();
        if (setting(connection, "fsync").equals("off")) {
            String risk = where + " runs with fsync = off, so a power cut may undo what was acknowledged";
            if (!settings.acceptUnsafeServer()) {
                throw new StoreUnusableException(risk
                        + "; switch it on, or set restante.postgres.accept-unsafe-server = on if the service says that it"
                        + " needs none");
            }
            LOG.warn("{}; accepted by restante.postgres.accept-unsafe-server", risk);
        }
        if (setting(connection, "full_page_writes").equals("off")) {
            LOG.warn(
                    "{} runs with full_page_writes = off; unless its disk writes pages whole, a power cut may damage data",
                    where);
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    private static String sentence(SQLException failure, PostgresSettings.Server server) {
        String detail = SqlFailure.message(failure);
        if (SqlFailure.isLogin(failure)) {
            return "PostgreSQL at " + server + " refuses the login: " + detail + "; the password is taken from "
                    + server.password().source();
        } else if (SqlFailure.isUnknownDatabase(failure)) {
            return "PostgreSQL at " + server + " has no such database: " + detail + "; create it first";
        }
        return "PostgreSQL at " + server + " cannot be used: " + detail;
    }
}
