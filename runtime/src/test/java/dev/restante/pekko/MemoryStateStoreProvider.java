package dev.restante.pekko;

import dev.restante.store.StateStore;
import dev.restante.store.StateStoreProvider;
import org.apache.pekko.actor.ActorSystem;

/** Opens the rows of {@link MemoryStorage}. */
public final class MemoryStateStoreProvider implements StateStoreProvider {

    /** Created by name. */
    public MemoryStateStoreProvider() {}

    @Override
    public StateStore open(ActorSystem system) {
        return MemoryStorage.named(system.settings().config().getString("restante.test.journal.storage")).rows;
    }
}
