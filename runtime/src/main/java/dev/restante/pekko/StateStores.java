package dev.restante.pekko;

import com.typesafe.config.Config;
import dev.restante.store.StateStore;
import dev.restante.store.StateStoreProvider;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.jspecify.annotations.Nullable;

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

    /** What tells the store that {@code config} leads to from others, before there is an actor system; empty when it cannot tell. */
    static Optional<String> identity(Config config, NodeSettings settings) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return provider(settings.storage().stateStoreProvider(), loader).identity(config);
    }

    private static StateStore open(String provider, ActorSystem system) {
        return provider(provider, ((ExtendedActorSystem) system).dynamicAccess().classLoader())
                .open(system);
    }

    private static StateStoreProvider provider(String provider, @Nullable ClassLoader loader) {
        try {
            return Class.forName(provider, true, loader)
                    .asSubclass(StateStoreProvider.class)
                    .getConstructor()
                    .newInstance();
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
