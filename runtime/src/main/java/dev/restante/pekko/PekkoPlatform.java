package dev.restante.pekko;

import dev.restante.behavior.Platform;
import java.util.Optional;
import org.apache.pekko.actor.ActorSystem;
import org.jspecify.annotations.Nullable;

/** Gives handlers the actor system, once there is one: behaviors are checked before it is made. */
final class PekkoPlatform implements Platform {

    private volatile @Nullable ActorSystem system;

    void attach(ActorSystem started) {
        system = started;
    }

    @Override
    public <T> Optional<T> find(Class<T> type) {
        return type.isInstance(system) ? Optional.of(type.cast(system)) : Optional.empty();
    }
}
