package dev.restante.persistence.postgres;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.restante.persistence.StoreUnusableException;
import dev.restante.store.StateStore;
import java.util.function.Supplier;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import org.apache.pekko.actor.ExtensionId;

/**
 * The PostgreSQL store of an actor system: opened when it is first asked for, shared by journal, snapshot store and state store, closed when
 * the actor system has terminated.
 */
public final class PostgresStorage implements Extension {

    private static final Id ID = new Id();

    private final PostgresStore store;
    private final StateStore stateStore;

    private PostgresStorage(ExtendedActorSystem system) {
        PostgresSettings settings = PostgresSettings.from(system.settings().config());
        store = withLibraries(() -> PostgresStore.open(settings));
        stateStore = new PostgresStateStore(store);
        // The last actors still write while the system stops, so nothing earlier will do.
        system.registerOnTermination(() -> {
            stateStore.close();
            store.close();
        });
    }

    /** Which store the settings under {@code restante.postgres} lead to. Blocks while the schema is made or brought up to date. */
    static String identity(Config config) {
        PostgresSettings settings = PostgresSettings.from(config);
        return withLibraries(() -> Identity.of(settings));
    }

    private static <T> T withLibraries(Supplier<T> use) {
        try {
            return use.get();
        } catch (NoClassDefFoundError e) {
            throw new StoreUnusableException(
                    "The PostgreSQL profile needs libraries that are not on the class path: org.postgresql:postgresql,"
                            + " com.zaxxer:HikariCP and org.flywaydb:flyway-database-postgresql ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    /** The configuration that makes this the store of a node. Where the database is, is set under {@code restante.postgres}. */
    public static Config profile() {
        return ConfigFactory.parseResources(PostgresStorage.class, "postgres.conf");
    }

    /**
     * The store of {@code system}. The first call opens it with the settings under {@code restante.postgres}, and blocks while the schema is
     * made or brought up to date.
     *
     * @throws StoreUnusableException when the server cannot be reached, refuses us, or holds a schema that this release cannot use
     */
    public static PostgresStorage get(ActorSystem system) {
        return ID.get(system);
    }

    /** The state store. It lives as long as the actor system. */
    public StateStore stateStore() {
        return stateStore;
    }

    PostgresStore store() {
        return store;
    }

    private static final class Id implements ExtensionId<PostgresStorage> {

        @Override
        public PostgresStorage createExtension(ExtendedActorSystem system) {
            return new PostgresStorage(system);
        }
    }
}
