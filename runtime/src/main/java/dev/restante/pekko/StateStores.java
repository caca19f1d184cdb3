package dev.restante.pekko;

import dev.restante.store.StateStore;
import dev.restante.store.StateStoreProvider;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;

/** Opens the state store that the configuration names. */
final class StateStores {

    private StateStores() {}

    static StateStore open(String provider, ActorSystem system) {
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
