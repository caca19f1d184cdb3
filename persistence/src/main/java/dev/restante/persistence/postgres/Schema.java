package dev.restante.persistence.postgres;

import dev.restante.persistence.StoreUnusableException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/** Brings the schema to the version that this release needs. Nodes that start at the same moment wait for each other in it. */
final class Schema {

    private static final String LOCATION = "classpath:dev/restante/persistence/postgres/schema";

    /** The last of the scripts there. */
    private static final String NEWEST = "2";

    private Schema() {}

    /** @throws StoreUnusableException when it cannot be made or brought up to date, or is of a later release */
    static void migrate(PostgresSettings settings) {
        PostgresSettings.Server server = settings.server();
        try {
            Flyway flyway = Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(
                            server.jdbcUrl(),
                            server.user(),
                            server.password().current().orElse(null))
                    .jdbcProperties(ConnectionPool.driverProperties(settings))
                    .defaultSchema(settings.schema())
                    .createSchemas(true)
                    .locations(LOCATION)
                    .table("schema_version")
                    .load();
            // Of a later version it knows nothing to be done, and does nothing.
            requireKnown(flyway.migrate().initialSchemaVersion, settings);
        } catch (FlywayException e) {
            throw new StoreUnusableException(sentence(e, settings), e);
        }
    }

    private static void requireKnown(@Nullable String found, PostgresSettings settings) {
        if (found != null && MigrationVersion.fromVersion(found).isNewerThan(NEWEST)) {
            throw new StoreUnusableException("The schema " + settings.schema() + " at "
                    + settings.server().address() + " is of version " + found
                    + ", made by a later release of Restante; this release cannot use it and changed nothing");
        }
    }

    private static String sentence(FlywayException failure, PostgresSettings settings) {
        String schema = "The schema " + settings.schema() + " at " + settings.server();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.sql.SQLException sql && SqlFailure.isForbidden(sql)) {
                return schema + " cannot be made or changed: " + SqlFailure.message(sql)
                        + "; grant the role CREATE on the database, or make the schema and give it to the role";
            }
        }
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return schema + " cannot be brought up to date: " + message.strip();
    }
}
