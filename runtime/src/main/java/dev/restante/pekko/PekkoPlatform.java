package dev.restante.pekko;

import dev.restante.behavior.Platform;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.jspecify.annotations.Nullable;

/** Gives handlers the actor system, by its typed or its classic interface, once there is one: behaviors are checked before it is made. */
final class PekkoPlatform implements Platform {

    private volatile @Nullable ActorSystem<?> system;

    void attach(ActorSystem<?> started) {
        system = started;
    }

    @Override
    public <T> Optional<T> find(Class<T> type) {
        ActorSystem<?> started = system;
        if (started == null) {
            return Optional.empty();
        }
        return Stream.of(started, Adapter.toClassic(started))
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
