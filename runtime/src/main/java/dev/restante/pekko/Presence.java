package dev.restante.pekko;

import dev.restante.pekko.PartitionMessage.Own;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.pekko.actor.ActorContext;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where one incarnation of a partition is in its life, and who is told of it. Used on the partition's thread only. */
final class Presence {

    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
    private static final Duration INSPECTION = Duration.ofSeconds(1);

    private final int partition;
    private final ActorContext context;
    private final Duration stopTimeout;
    private final long createdAt = System.nanoTime();
    private final Set<ActorRef<RollCallMessage>> callers = new HashSet<>();
    private @Nullable Cancellable inspection;
    private @Nullable Cancellable stopLimit;
    private boolean serving;

    Presence(int partition, ActorContext context, Duration stopTimeout) {
        this.partition = partition;
        this.context = context;
        this.stopTimeout = stopTimeout;
    }

    /** The log is read. */
    void recovered() {
        inspection = context.system()
                .scheduler()
                .scheduleWithFixedDelay(
                        INSPECTION, INSPECTION, context.self(), Own.INSPECT, context.dispatcher(), context.self());
    }

    /** Whether it is still to be said that the partition serves. */
    boolean isAwaited() {
        return !serving && stopLimit == null;
    }

    /** The partition's epoch is on disk everywhere: it takes messages and hands them over. */
    void serves() {
        serving = true;
        LOG.debug("partition {} serves, {} ms after its start", partition, (System.nanoTime() - createdAt) / 1_000_000);
        callers.forEach(this::answer);
    }

    /** Somebody wants to know when the partition serves. */
    void calledBy(ActorRef<RollCallMessage> caller) {
        callers.add(caller);
        if (serving) {
            answer(caller);
        }
    }

    private void answer(ActorRef<RollCallMessage> caller) {
        caller.tell(new RollCallMessage.Alive(partition, context.self()));
    }

    /** The partition is to be handed over; false when that is under way already. */
    boolean leave() {
        if (stopLimit != null) {
            return false;
        }
        LOG.debug("partition {} is handed over", partition);
        serving = false;
        callers.forEach(caller -> caller.tell(new RollCallMessage.Moving(partition, context.self())));
        stopLimit = context.system()
                .scheduler()
                .scheduleOnce(stopTimeout, context.self(), Own.STOP_NOW, context.dispatcher(), context.self());
        return true;
    }

    void close() {
        if (inspection != null) {
            inspection.cancel();
        }
        if (stopLimit != null) {
            stopLimit.cancel();
        }
    }
}
