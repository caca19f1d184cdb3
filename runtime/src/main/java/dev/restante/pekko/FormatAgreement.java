package dev.restante.pekko;

import dev.restante.engine.FormatVersion;
import dev.restante.store.StateStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which version of the formats this node writes: the latest that every member of the cluster reads, and only once the store says so,
 * durably. Each member announces by a role what it reads. So nodes of two releases work together on what both read, and when the last of
 * the older ones has left, the others begin to write the new version and no older one can come back.
 *
 * <p>A node may come to join at the very moment when the last of its release leaves. Nobody is up before all others have seen it join; so
 * it asks the store once it is up, and the others look at the members once more after the store was raised: one of them notices.
 */
final class FormatAgreement extends AbstractBehavior<FormatAgreement.Message> {

    /** What is said to the agreement. */
    sealed interface Message {}

    private record Changed(MemberEvent event) implements Message {}

    private record Found(
            @Nullable StoreFormat stored, @Nullable Throwable failure) implements Message {}

    private record Raised(int version, @Nullable Throwable failure) implements Message {}

    private enum Again implements Message {
        LOOK
    }

    private static final Logger LOG = LoggerFactory.getLogger(FormatAgreement.class);

    private static final String ROLE = "restante-format-";
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final TimerScheduler<Message> timers;
    private final StateStore store;
    private final FormatInUse format;
    private final String release;
    private final UniqueAddress self;
    private final Map<UniqueAddress, Member> members = new HashMap<>();
    private boolean admitted;
    private boolean asking;

    private FormatAgreement(
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            StateStore store,
            FormatInUse format,
            String release) {
        super(context);
        this.timers = timers;
        this.store = store;
        this.format = format;
        this.release = release;
        Cluster cluster = Cluster.get(context.getSystem());
        this.self = cluster.selfMember().uniqueAddress();
        cluster.subscriptions()
                .tell(Subscribe.create(context.messageAdapter(MemberEvent.class, Changed::new), MemberEvent.class));
    }

    /** @param release what this node is, for those that will be refused */
    static Behavior<Message> create(StateStore store, FormatInUse format, String release) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new FormatAgreement(context, timers, store, format, release)));
    }

    /** The role by which a node of this release announces what it reads. */
    static String role() {
        return ROLE + FormatVersion.newest();
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Changed.class, this::changed)
                .onMessage(Found.class, this::found)
                .onMessage(Raised.class, this::raised)
                .onMessageEquals(Again.LOOK, this::look)
                .build();
    }

    private Behavior<Message> changed(Changed changed) {
        Member member = changed.event.member();
        if (changed.event instanceof MemberRemoved) {
            members.remove(member.uniqueAddress());
        } else {
            members.put(member.uniqueAddress(), member);
        }
        return look();
    }

    private Behavior<Message> look() {
        Member own = members.get(self);
        if (asking || own == null || own.status() != MemberStatus.up()) {
            return this;
        }
        int common = common();
        if (!admitted) {
            asking = true;
            getContext().pipeToSelf(StoreFormat.read(store), Found::new);
        } else if (common > format.version()) {
            asking = true;
            getContext()
                    .pipeToSelf(
                            new StoreFormat(common, release).write(store),
                            (done, failure) -> new Raised(common, failure));
        }
        return this;
    }

    /** The latest version that all members read. */
    private int common() {
        return members.values().stream().mapToInt(FormatAgreement::readBy).min().orElse(FormatVersion.oldest());
    }

    private static int readBy(Member member) {
        return member.getRoles().stream()
                .filter(role -> role.startsWith(ROLE))
                .mapToInt(role -> Integer.parseInt(role.substring(ROLE.length())))
                .findFirst()
                .orElse(FormatVersion.oldest());
    }

    private Behavior<Message> found(Found found) {
        asking = false;
        if (found.stored == null) {
            LOG.warn("the store does not say which format version it holds; asking again: {}", found.failure);
            return pause();
        }
        if (!found.stored.isReadable()) {
            LOG.error("this node stops: {}", found.stored.refusal());
            CoordinatedShutdown.get(getContext().getSystem()).runAll(CoordinatedShutdown.clusterLeavingReason());
            return Behaviors.stopped();
        }
        admitted = true;
        return look();
    }

    private Behavior<Message> raised(Raised raised) {
        asking = false;
        if (raised.failure != null) {
            LOG.warn("the store was not raised to format version {}; trying again: {}", raised.version, raised.failure);
            return pause();
        }
        if (common() >= raised.version) {
            format.raise(raised.version);
            LOG.info("all members read format version {}: it is written from now on", raised.version);
        }
        return look();
    }

    private Behavior<Message> pause() {
        timers.startSingleTimer(Again.LOOK, PAUSE);
        return this;
    }
}
