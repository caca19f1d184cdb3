package dev.restante.pekko;

import dev.restante.engine.FormatVersion;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import org.apache.pekko.actor.ExtensionId;

/**
 * The version of the formats that a node writes, in its partitions and to other nodes. {@link FormatAgreement} decides it; until then it is
 * the oldest, which everybody reads. Thread-safe.
 */
final class FormatInUse implements Extension {

    private static final Id ID = new Id();

    private final AtomicInteger version = new AtomicInteger(FormatVersion.oldest());

    private FormatInUse() {}

    static FormatInUse of(ActorSystem system) {
        return ID.get(system);
    }

    int version() {
        return version.get();
    }

    /** Never goes back to an older one. */
    void raise(int to) {
        version.accumulateAndGet(to, Math::max);
    }

    private static final class Id implements ExtensionId<FormatInUse> {

        @Override
        public FormatInUse createExtension(ExtendedActorSystem system) {
            return new FormatInUse();
        }
    }
}
