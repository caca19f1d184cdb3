package dev.restante.pekko;

import dev.restante.store.StateStore;
import dev.restante.store.StateStoreProvider;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;

/** Opens the state store that the configuration names. */
final class StateStores {

    private StateStores() {}

    /** Waits until the store is open and known to fit the settings. */
    static StateStore open(ActorSystem system, NodeSettings settings) {
        StateStore store = open(settings.storage().stateStoreProvider(), system);
        Duration limit = settings.timeouts().operation();
        try {
            StoreShape.ensure(store, settings.engine().partitions())
                    .thenCompose(fits -> StoreFormat.read(store))
                    .thenAccept(StateStores::requireReadable)
                    .toCompletableFuture()
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return store;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IllegalArgumentException misfit
                    ? misfit
                    : new IllegalStateException("the state store cannot be used: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the state store did not answer within " + limit, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the state store was opened", e);
        }
    }

    private static void requireReadable(StoreFormat format) {
        if (!format.isReadable()) {
            throw new IllegalArgumentException(format.refusal());
        }
    }

    private static StateStore open(String provider, ActorSystem system) {
        try {
            ClassLoader loader = ((ExtendedActorSystem) system).dynamicAccess().classLoader();
            return Class.forName(provider, true, loader)
                    .asSubclass(StateStoreProvider.class)
                    .getConstructor()
                    .newInstance()
                    .open(system);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "restante.state-store.provider is " + provider
                            + ", which is not on the class path; the embedded profile comes with restante-persistence",
                    e);
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "restante.state-store.provider is " + provider
                            + ", which is not a StateStoreProvider with a public constructor without parameters",
                    e);
        }
    }
}
