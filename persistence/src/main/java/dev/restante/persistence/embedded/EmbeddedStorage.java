package dev.restante.persistence.embedded;

import dev.restante.persistence.StoreOverloadedException;
import dev.restante.persistence.StoreUnusableException;
import dev.restante.store.StateStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import org.apache.pekko.actor.ExtensionId;

/**
 * The embedded store of an actor system: opened when it is first asked for, shared by journal, snapshot store and state store, closed when
 * the actor system has terminated.
 */
public final class EmbeddedStorage implements Extension {

    private static final Id ID = new Id();

    private final EmbeddedStore store;
    private final StateStore stateStore;
    private final Backups backups;

    private EmbeddedStorage(ExtendedActorSystem system) {
        store = EmbeddedStore.open(EmbeddedSettings.from(system.settings().config()));
        stateStore = new RocksDbStateStore(store);
        backups = new Backups(store, BackupSettings.from(system.settings().config()), Clock.systemUTC());
        // The last actors still write while the system stops, so nothing earlier will do.
        system.registerOnTermination(() -> {
            stateStore.close();
            store.close();
        });
    }

    /**
     * The store of {@code system}. The first call opens it with the settings under {@code restante.embedded}, and blocks while it recovers.
     *
     * @throws StoreUnusableException when the folder is in use, has another format, or is damaged
     */
    public static EmbeddedStorage get(ActorSystem system) {
        return ID.get(system);
    }

    /** The state store. It lives as long as the actor system. */
    public StateStore stateStore() {
        return stateStore;
    }

    /**
     * Copies the store of this moment into a new folder, from which a node can start, while this one goes on. Completes with the folder when
     * the copy is on disk; fails with {@link StoreOverloadedException} when there are as many as there may be, or one is being made.
     */
    public CompletionStage<Path> backup() {
        return backups.make();
    }

    EmbeddedStore store() {
        return store;
    }

    private static final class Id implements ExtensionId<EmbeddedStorage> {

        @Override
        public EmbeddedStorage createExtension(ExtendedActorSystem system) {
            return new EmbeddedStorage(system);
        }
    }
}
