package dev.restante.gateway.command;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.restante.persistence.postgres.PostgresStorage;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which store is used. There is none for the password: a command line is seen by everybody on the machine. */
public final class StoreOptions {

    /** Stores that there are. */
    enum Kind {
        embedded,
        postgres
    }

    @Option(
            names = "--store",
            paramLabel = "KIND",
            description = {
                "embedded (the default) or postgres. The password of the database is taken from the environment",
                "variable RESTANTE_POSTGRES_PASSWORD, or from the file that RESTANTE_POSTGRES_PASSWORD_FILE names."
            })
    @Nullable Kind kind;

    @Option(
            names = "--jdbc-url",
            paramLabel = "URL",
            description = "Where the database is, as in jdbc:postgresql://host:5432/database.")
    @Nullable String jdbcUrl;

    @Option(names = "--jdbc-user", paramLabel = "NAME", description = "Who we are there. Default: restante.")
    @Nullable String jdbcUser;

    /** Made by the command line. */
    public StoreOptions() {}

    /** Whether the store is a database. */
    public boolean isPostgres() {
        return kind == Kind.postgres;
    }

    /** The settings that the options stand for; what was not said is left to the configuration. */
    public Config settings() {
        Map<String, String> database = new HashMap<>();
        if (jdbcUrl != null) {
            database.put("restante.postgres.jdbc-url", jdbcUrl);
        }
        if (jdbcUser != null) {
            database.put("restante.postgres.user", jdbcUser);
        }
        Config settings = ConfigFactory.parseMap(database);
        return kind == Kind.postgres ? settings.withFallback(PostgresStorage.profile()) : settings;
    }
}
