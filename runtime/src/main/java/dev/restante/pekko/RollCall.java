package dev.restante.pekko;

import dev.restante.pekko.PartitionMessage.Alive;
import dev.restante.pekko.PartitionMessage.KeepAlive;
import dev.restante.pekko.PartitionMessage.Moving;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.pekko.actor.AbstractActorWithTimers;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.Terminated;
import org.jspecify.annotations.Nullable;

/**
 * Keeps all partitions running: calls each that is not known to be alive, through sharding, which starts it where it belongs. It is the only
 * one that does, so it alone decides how soon a partition that failed is started again.
 */
final class RollCall extends AbstractActorWithTimers {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final long FIRST_PAUSE = 1_000;
    private static final long LONGEST_PAUSE = 10_000;

    /** A partition that lived for this long did not fail at its start. */
    private static final long STABLE_MILLIS = 30_000;

    /** Messages kept for a partition that is not known; their senders send the rest again. */
    private static final int STRAYS = 64;

    private final PartitionRoutes routes;
    private final NodeCounters counters;
    private final Clock clock;
    private final Consumer<Boolean> onCompleteness;
    private final Map<ActorRef, Integer> partitionOf = new HashMap<>();
    private final Missing[] missing;
    private @Nullable ActorRef region;

    private RollCall(PartitionRoutes routes, NodeCounters counters, Clock clock, Consumer<Boolean> onCompleteness) {
        this.routes = routes;
        this.counters = counters;
        this.clock = clock;
        this.onCompleteness = onCompleteness;
        this.missing = new Missing[routes.partitions()];
        for (int partition = 0; partition < missing.length; partition++) {
            missing[partition] = new Missing();
        }
    }

    /** @param onCompleteness told whether all partitions are alive, whenever that changes; on the actor's thread */
    static Props props(PartitionRoutes routes, NodeCounters counters, Clock clock, Consumer<Boolean> onCompleteness) {
        return Props.create(RollCall.class, () -> new RollCall(routes, counters, clock, onCompleteness));
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(Stray.class, this::keep)
                .match(Alive.class, alive -> found(alive.partition(), getSender()))
                .match(Moving.class, moving -> missing[moving.partition()].moving())
                .match(Terminated.class, ended -> lost(ended.getActor()))
                .matchEquals(Command.TICK, tick -> call())
                .match(Begin.class, begin -> begin(begin.region()))
                .matchEquals(Command.CEASE, cease -> getTimers().cancelAll())
                .build();
    }

    private void begin(ActorRef sharding) {
        region = sharding;
        getTimers().startTimerWithFixedDelay(Command.TICK, Command.TICK, TICK);
        call();
    }

    private void call() {
        if (region == null || partitionOf.size() == missing.length) {
            return;
        }
        long now = clock.millis();
        for (int partition = 0; partition < missing.length; partition++) {
            if (routes.owner(partition) == null && missing[partition].isDue(now)) {
                region.tell(new KeepAlive(partition), getSelf());
            }
        }
    }

    private void found(int partition, ActorRef owner) {
        if (owner.equals(routes.owner(partition))) {
            return;
        }
        getContext().watch(owner);
        partitionOf.values().removeIf(known -> known == partition);
        partitionOf.put(owner, partition);
        missing[partition].found(owner, clock.millis());
        routes.set(partition, owner);
        if (partitionOf.size() == missing.length) {
            onCompleteness.accept(true);
        }
    }

    private void lost(ActorRef owner) {
        Integer partition = partitionOf.remove(owner);
        if (partition == null) {
            return;
        }
        if (partitionOf.size() == missing.length - 1) {
            onCompleteness.accept(false);
        }
        routes.set(partition, null);
        missing[partition].lost(clock.millis());
        if (getTimers().isTimerActive(Command.TICK)) {
            call();
        }
    }

    private void keep(Stray stray) {
        ActorRef owner = routes.owner(stray.partition());
        if (owner != null) {
            owner.tell(stray.message(), getSender());
        } else if (!missing[stray.partition()].keep(stray.message(), getSender())) {
            counters.unroutable().increment();
        }
    }

    /**
     * A message for a partition whose place is not known.
     *
     * @param partition its number
     */
    record Stray(int partition, Object message) {}

    /** Start calling, through this region. */
    record Begin(ActorRef region) {}

    enum Command {
        TICK,
        /** The node is leaving: what it starts now, it would only have to hand over. */
        CEASE
    }

    /** When to call a partition again, and what waits for it. */
    private static final class Missing {

        private final Deque<Kept> kept = new ArrayDeque<>();
        private long nextCall;
        private long pause = FIRST_PAUSE;
        private long foundAt;
        private boolean moves;

        boolean isDue(long now) {
            // The second condition is for a clock that was set back.
            if (now < nextCall && nextCall - now <= LONGEST_PAUSE) {
                return false;
            }
            nextCall = now + pause;
            pause = Math.min(2 * pause, LONGEST_PAUSE);
            return true;
        }

        void found(ActorRef owner, long now) {
            foundAt = now;
            for (Kept message = kept.poll(); message != null; message = kept.poll()) {
                owner.tell(message.message(), message.sender());
            }
        }

        void moving() {
            moves = true;
        }

        void lost(long now) {
            if (moves || now - foundAt >= STABLE_MILLIS) {
                moves = false;
                pause = FIRST_PAUSE;
                nextCall = now;
            } else {
                nextCall = now + pause;
            }
        }

        boolean keep(Object message, ActorRef sender) {
            return kept.size() < STRAYS && kept.add(new Kept(message, sender));
        }

        private record Kept(Object message, ActorRef sender) {}
    }
}
