package dev.restante.persistence.postgres;

import com.typesafe.config.Config;
import dev.restante.store.StateStore;
import dev.restante.store.StateStoreProvider;
import java.util.Optional;
import org.apache.pekko.actor.ActorSystem;

/** Opens the state store of the PostgreSQL profile; named by {@code restante.state-store.provider}. */
public final class PostgresStateStoreProvider implements StateStoreProvider {

    /** Created by name. */
    public PostgresStateStoreProvider() {}

    @Override
    public Optional<String> identity(Config config) {
        return Optional.of(PostgresStorage.identity(config));
    }

    @Override
    public StateStore open(ActorSystem system) {
        return PostgresStorage.get(system).stateStore();
    }
}
