package dev.restante.pekko;

import dev.restante.pekko.PartitionMessage.KeepAlive;
import dev.restante.pekko.RollCallMessage.Alive;
import dev.restante.pekko.RollCallMessage.Begin;
import dev.restante.pekko.RollCallMessage.Leave;
import dev.restante.pekko.RollCallMessage.Moving;
import dev.restante.pekko.RollCallMessage.Notice;
import dev.restante.pekko.RollCallMessage.Stray;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Keeps all partitions running: calls each that is not known to be alive, through sharding, which starts it where it belongs. It is the only
 * one that does, so it alone decides how soon a partition that failed is started again.
 */
final class RollCall extends AbstractBehavior<RollCallMessage> {

    /** What is around it; called on the actor's thread. */
    interface Surroundings {

        /** A partition has an owner again, or another one. */
        void found(int partition);

        /** Whether all partitions are alive; whenever that changes. */
        void complete(boolean complete);

        /** Whether an owner is on this node. */
        boolean isHere(ActorRef owner);

        /** Whether there is still a node at {@code address}. */
        boolean hasNode(Address address);
    }

    private static final Duration TICK = Duration.ofMillis(100);
    private static final long FIRST_PAUSE = 1_000;
    private static final long LONGEST_PAUSE = 10_000;

    /** A partition that lived for this long did not fail at its start. */
    private static final long STABLE_MILLIS = 30_000;

    /** A leaving node does not wait for longer until another of its partitions is alive elsewhere. */
    private static final Duration STALL = Duration.ofSeconds(3);

    /** Messages kept for a partition that is not known; their senders send the rest again. */
    private static final int STRAYS = 64;

    private final TimerScheduler<RollCallMessage> timers;
    private final PartitionRoutes routes;
    private final NodeCounters counters;
    private final Clock clock;
    private final Surroundings surroundings;
    private final Map<ActorRef, Integer> partitionOf = new HashMap<>();
    private final Missing[] missing;
    private @Nullable ActorRef region;
    private org.apache.pekko.actor.typed.@Nullable ActorRef<Done> departure;

    private RollCall(
            ActorContext<RollCallMessage> context,
            TimerScheduler<RollCallMessage> timers,
            PartitionRoutes routes,
            NodeCounters counters,
            Clock clock,
            Surroundings surroundings) {
        super(context);
        this.timers = timers;
        this.routes = routes;
        this.counters = counters;
        this.clock = clock;
        this.surroundings = surroundings;
        this.missing = new Missing[routes.partitions()];
        for (int partition = 0; partition < missing.length; partition++) {
            missing[partition] = new Missing();
        }
    }

    static Behavior<RollCallMessage> create(
            PartitionRoutes routes, NodeCounters counters, Clock clock, Surroundings surroundings) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new RollCall(context, timers, routes, counters, clock, surroundings)));
    }

    @Override
    public Receive<RollCallMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(Stray.class, this::keep)
                .onMessage(Alive.class, this::found)
                .onMessage(Moving.class, this::moving)
                .onMessageEquals(Notice.TICK, this::call)
                .onMessage(Begin.class, this::begin)
                .onMessage(Leave.class, this::leave)
                .onMessageEquals(Notice.STALLED, this::depart)
                .onMessageEquals(Notice.CEASE, this::cease)
                .onSignal(Terminated.class, this::lost)
                .build();
    }

    private Behavior<RollCallMessage> begin(Begin begin) {
        region = begin.region();
        timers.startTimerWithFixedDelay(Notice.TICK, TICK);
        return call();
    }

    /** The others call too, but this node is to know when it is needed no more. */
    private Behavior<RollCallMessage> leave(Leave leave) {
        region = leave.proxy();
        departure = leave.replaced();
        return leaveWhenReplaced();
    }

    private Behavior<RollCallMessage> leaveWhenReplaced() {
        boolean replaced = partitionOf.size() == missing.length
                && partitionOf.keySet().stream().noneMatch(surroundings::isHere);
        if (replaced) {
            return depart();
        }
        timers.startSingleTimer(Notice.STALLED, STALL);
        return this;
    }

    private Behavior<RollCallMessage> depart() {
        org.apache.pekko.actor.typed.ActorRef<Done> waiting = departure;
        departure = null;
        timers.cancel(Notice.STALLED);
        if (waiting != null) {
            waiting.tell(Done.getInstance());
        }
        return cease();
    }

    private Behavior<RollCallMessage> cease() {
        timers.cancelAll();
        return this;
    }

    private Behavior<RollCallMessage> call() {
        if (region == null || partitionOf.size() == missing.length) {
            return this;
        }
        long now = clock.millis();
        for (int partition = 0; partition < missing.length; partition++) {
            if (routes.owner(partition) == null && missing[partition].isDue(now)) {
                region.tell(new KeepAlive(partition, getContext().getSelf()), ActorRef.noSender());
            }
        }
        return this;
    }

    private Behavior<RollCallMessage> found(Alive alive) {
        int partition = alive.partition();
        ActorRef owner = alive.owner();
        if (owner.equals(routes.owner(partition))) {
            return this;
        }
        getContext().watch(Adapter.toTyped(owner));
        partitionOf.values().removeIf(known -> known == partition);
        partitionOf.put(owner, partition);
        missing[partition].found(clock.millis()).forEach(kept -> routes.deliver(owner, kept));
        routes.set(partition, owner);
        surroundings.found(partition);
        if (partitionOf.size() == missing.length) {
            surroundings.complete(true);
        }
        return departure == null ? this : leaveWhenReplaced();
    }

    /** Until it is elsewhere sharding keeps messages for it, so it can be called without waiting for news of its end. */
    private Behavior<RollCallMessage> moving(Moving moving) {
        Integer partition = partitionOf.remove(moving.owner());
        if (partition == null) {
            return this;
        }
        getContext().unwatch(Adapter.toTyped(moving.owner()));
        return gone(partition, false);
    }

    private Behavior<RollCallMessage> lost(Terminated ended) {
        Integer partition = partitionOf.remove(Adapter.toClassic(ended.getRef()));
        if (partition == null) {
            return this;
        }
        return gone(partition, surroundings.hasNode(ended.getRef().path().address()));
    }

    /** @param failed it ended by itself; a partition that was handed over, or ended with its node, did not */
    private Behavior<RollCallMessage> gone(int partition, boolean failed) {
        if (partitionOf.size() == missing.length - 1) {
            surroundings.complete(false);
        }
        routes.set(partition, null);
        missing[partition].lost(failed, clock.millis());
        return timers.isTimerActive(Notice.TICK) ? call() : this;
    }

    private Behavior<RollCallMessage> keep(Stray stray) {
        ActorRef owner = routes.owner(stray.partition());
        if (owner != null) {
            routes.deliver(owner, stray);
        } else if (!missing[stray.partition()].keep(stray)) {
            counters.unroutable().increment();
        }
        return this;
    }

    /** When to call a partition again, and what waits for it. */
    private static final class Missing {

        private final Deque<Stray> kept = new ArrayDeque<>();
        private long nextCall;
        private long pause = FIRST_PAUSE;
        private long foundAt;

        boolean isDue(long now) {
            // The second condition is for a clock that was set back.
            if (now < nextCall && nextCall - now <= LONGEST_PAUSE) {
                return false;
            }
            nextCall = now + pause;
            pause = Math.min(2 * pause, LONGEST_PAUSE);
            return true;
        }

        /** What was kept for it, in order. */
        List<Stray> found(long now) {
            foundAt = now;
            List<Stray> taken = List.copyOf(kept);
            kept.clear();
            return taken;
        }

        void lost(boolean failed, long now) {
            if (!failed || now - foundAt >= STABLE_MILLIS) {
                pause = FIRST_PAUSE;
                nextCall = now;
            } else {
                nextCall = now + pause;
            }
        }

        boolean keep(Stray message) {
            return kept.size() < STRAYS && kept.add(message);
        }
    }
}
