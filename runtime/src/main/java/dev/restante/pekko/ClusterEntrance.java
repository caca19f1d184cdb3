package dev.restante.pekko;

import dev.restante.store.StateStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.ClusterCommand;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.apache.pekko.cluster.typed.SelfRemoved;
import org.apache.pekko.cluster.typed.SelfUp;
import org.apache.pekko.cluster.typed.Subscribe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a node into the cluster of its seeds. The first seed forms one when no other seed lets it in, and that must not happen beside a
 * cluster that it only does not reach: both would serve the same store, and take every partition from each other again and again. So members
 * leave a {@link SignOfLife} in the store, and a first seed that finds one watches it for longer than members ever pause: while it changes,
 * this node waits to be let in.
 */
final class ClusterEntrance extends AbstractBehavior<ClusterEntrance.Message> {

    /** What is said to the entrance. */
    sealed interface Message {}

    private enum Event implements Message {
        LOOK,
        UP,
        GONE,
        BEAT,
        BEATEN
    }

    private record Seen(Optional<String> sign) implements Message {}

    private record Failed(String what, Throwable cause) implements Message {}

    private static final Logger LOG = LoggerFactory.getLogger(ClusterEntrance.class);

    private static final Duration BEAT = Duration.ofSeconds(2);

    /** Every member may miss a few. */
    static final Duration WATCH = BEAT.multipliedBy(5);

    private final TimerScheduler<Message> timers;
    private final StateStore store;
    private final List<Address> seeds;
    private final Address self;
    private final ActorRef<? super JoinSeedNodes> cluster;
    /** Distinguishes the signs of this process from those of its predecessors. */
    private final UUID incarnation = UUID.randomUUID();

    private long beats;
    private boolean beating;
    private boolean up;
    private Optional<String> lastSign = Optional.empty();

    private ClusterEntrance(
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            StateStore store,
            List<Address> seeds,
            Address self,
            ActorRef<? super JoinSeedNodes> cluster) {
        super(context);
        this.timers = timers;
        this.store = store;
        this.seeds = List.copyOf(seeds);
        this.self = self;
        this.cluster = cluster;
    }

    /** @param seeds the first of them, and no other, forms a cluster; without any, somebody else has to bring the node into one */
    static Behavior<Message> create(StateStore store, List<Address> seeds) {
        return Behaviors.setup(context -> {
            Cluster cluster = Cluster.get(context.getSystem());
            cluster.subscriptions()
                    .tell(Subscribe.create(context.messageAdapter(SelfUp.class, up -> Event.UP), SelfUp.class));
            cluster.subscriptions()
                    .tell(Subscribe.create(
                            context.messageAdapter(SelfRemoved.class, removed -> Event.GONE), SelfRemoved.class));
            return create(store, seeds, cluster.selfMember().address(), cluster.manager());
        });
    }

    /** @param cluster is told whom to ask for a way in; a later list replaces the earlier one */
    static Behavior<Message> create(
            StateStore store, List<Address> seeds, Address self, ActorRef<ClusterCommand> cluster) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new ClusterEntrance(context, timers, store, seeds, self, cluster).begin()));
    }

    /** That the node is a member from now on. */
    static Message up() {
        return Event.UP;
    }

    private Behavior<Message> begin() {
        if (seeds.indexOf(self) != 0) {
            knock(seeds);
            return this;
        }
        timers.startTimerWithFixedDelay(Event.LOOK, WATCH);
        return look();
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessageEquals(Event.LOOK, this::look)
                .onMessage(Seen.class, this::seen)
                .onMessage(Failed.class, this::failed)
                .onMessageEquals(Event.UP, this::becomeMember)
                .onMessageEquals(Event.GONE, Behaviors::stopped)
                .onMessageEquals(Event.BEAT, this::beat)
                .onMessageEquals(Event.BEATEN, this::beaten)
                .build();
    }

    private Behavior<Message> look() {
        getContext()
                .pipeToSelf(
                        SignOfLife.read(store),
                        (sign, failure) ->
                                failure == null ? new Seen(sign) : new Failed("looked for in the store", failure));
        return this;
    }

    private Behavior<Message> seen(Seen seen) {
        if (up) {
            return this;
        }
        if (seen.sign.isEmpty() || seen.sign.equals(lastSign)) {
            timers.cancel(Event.LOOK);
            knock(seeds);
        } else if (lastSign.isEmpty()) {
            knock(seeds.stream().filter(seed -> !seed.equals(self)).toList());
        } else {
            LOG.warn(
                    "this node forms no cluster and waits to be let in: one that it does not reach serves the store."
                            + " Its last sign of life: {}",
                    seen.sign.get());
        }
        lastSign = seen.sign;
        return this;
    }

    private void knock(List<Address> doors) {
        if (!doors.isEmpty()) {
            cluster.tell(new JoinSeedNodes(doors));
        }
    }

    private Behavior<Message> becomeMember() {
        up = true;
        timers.cancel(Event.LOOK);
        timers.startTimerWithFixedDelay(Event.BEAT, BEAT);
        return beat();
    }

    /** Does nothing while the last one is being written. */
    private Behavior<Message> beat() {
        if (!beating) {
            beating = true;
            beats++;
            String sign = "beat " + beats + " of " + self + ", incarnation " + incarnation;
            getContext()
                    .pipeToSelf(
                            SignOfLife.write(store, sign),
                            (done, failure) ->
                                    failure == null ? Event.BEATEN : new Failed("left in the store", failure));
        }
        return this;
    }

    private Behavior<Message> beaten() {
        beating = false;
        return this;
    }

    private Behavior<Message> failed(Failed failed) {
        LOG.warn("no sign of life could be {}; trying again: {}", failed.what, failed.cause.toString());
        beating = false;
        return this;
    }
}
