package dev.restante.persistence.embedded;

import dev.restante.store.StateStore;
import dev.restante.store.StateStoreProvider;
import org.apache.pekko.actor.ActorSystem;

/** Opens the state store of the embedded profile; named by {@code restante.state-store.provider}. */
public final class EmbeddedStateStoreProvider implements StateStoreProvider {

    /** Created by name. */
    public EmbeddedStateStoreProvider() {}

    @Override
    public StateStore open(ActorSystem system) {
        return EmbeddedStorage.get(system).stateStore();
    }
}
