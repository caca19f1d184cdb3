package dev.restante.store;

import com.typesafe.config.Config;
import java.util.Optional;
import org.apache.pekko.actor.ActorSystem;

/**
 * Opens the state store that a node uses. The implementation is named by the setting {@code restante.state-store.provider} and has a
 * public constructor without parameters.
 */
public interface StateStoreProvider {

    /**
     * Which store the settings in {@code config} lead to: the same for all nodes that share it, and another one for any other. Asked before a
     * node joins others, which have to have the same. Empty, the default, when the store cannot tell. May block.
     *
     * @throws RuntimeException when the store cannot be used; its message says what is wrong and what to do
     */
    default Optional<String> identity(Config config) {
        return Optional.empty();
    }

    /**
     * Opens the store with the settings of {@code system}. May block while a store on a local disk is recovered.
     *
     * @throws RuntimeException when the store cannot be used; its message says what is wrong and what to do
     */
    StateStore open(ActorSystem system);
}
