package dev.restante.store;

import org.apache.pekko.actor.ActorSystem;

/**
 * Opens the state store that a node uses. The implementation is named by the setting {@code restante.state-store.provider} and has a
 * public constructor without parameters.
 */
public interface StateStoreProvider {

    /**
     * Opens the store with the settings of {@code system}. May block while a store on a local disk is recovered.
     *
     * @throws RuntimeException when the store cannot be used; its message says what is wrong and what to do
     */
    StateStore open(ActorSystem system);
}
