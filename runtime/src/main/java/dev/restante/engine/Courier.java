package dev.restante.engine;

import dev.restante.MessageId;
import dev.restante.Refusal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Sends for those who are not durable actors: collects what they submit into bags, one channel for each partition, and tells them what
 * became of it. A plain state machine: every call brings the time, and returns what is to be done. Not thread-safe.
 *
 * <p>It keeps nothing over a restart. What it had not been answered is then in doubt, and safe to send again only under a client's key.
 */
public final class Courier {

    private static final long TICK_MILLIS = 250;
    private static final long RETRY_AFTER_MILLIS = 1000;

    /** Refusals that may not be repeated a moment later. */
    private static final Set<Refusal> TRANSIENT =
            EnumSet.of(Refusal.MAILBOX_FULL, Refusal.OVERLOADED, Refusal.UNAVAILABLE);

    private final EngineSettings settings;
    private final CourierSettings limits;
    private final LongSupplier channelIds;
    private final Followers followers;
    private final Map<Integer, Lane> lanes = new LinkedHashMap<>();
    private final Set<Lane> changed = new LinkedHashSet<>();
    private List<CourierOutput> outputs = new ArrayList<>();
    private long wakeAt = Long.MAX_VALUE;
    private long lastTick;
    private long wallClock;

    /** Time that has passed, which unlike the wall clock never goes back. */
    private long elapsed;

    private int messages;
    private long bytes;

    /** @param channelIds gives numbers that no other channel has ever had, with bit 62 set */
    public Courier(EngineSettings settings, CourierSettings limits, LongSupplier channelIds) {
        this.settings = settings;
        this.limits = limits;
        this.channelIds = channelIds;
        this.followers = new Followers(limits, this::emit);
    }

    /** Takes one input. What it makes ready to send is collected until {@link #flush}. */
    public List<CourierOutput> handle(CourierInput input, long wallTime) {
        long now = pass(wallTime);
        if (input instanceof CourierInput.Submit submit) {
            submit(submit, now);
        } else if (input instanceof CourierInput.Arrived arrived) {
            arrived(arrived.message(), now);
        } else if (input instanceof CourierInput.Follow follow) {
            follow(follow, now);
        } else if (input instanceof CourierInput.OwnerFound found) {
            ownerFound(found.partition(), now);
        } else {
            wakeAt = Long.MAX_VALUE;
        }
        return takeOutputs();
    }

    /** Sends what was collected; to be called when no further input is at hand. */
    public List<CourierOutput> flush(long wallTime) {
        long now = pass(wallTime);
        if (now - lastTick >= TICK_MILLIS) {
            lastTick = now;
            lanes.values().forEach(lane -> lane.tick(now));
            followers.tick(now);
        }
        changed.forEach(lane -> lane.pump(now));
        changed.clear();
        if (messages > 0 || followers.nextTick() != Long.MAX_VALUE) {
            wakeAt(now + TICK_MILLIS);
        }
        return takeOutputs();
    }

    /** How many messages it holds. */
    public int messages() {
        return messages;
    }

    private long pass(long wallTime) {
        if (wallClock != 0) {
            elapsed += Math.max(0, wallTime - wallClock);
        }
        wallClock = wallTime;
        return elapsed;
    }

    private void ownerFound(int partition, long now) {
        Lane lane = lanes.get(partition);
        if (lane != null) {
            lane.ownerFound(now);
        }
    }

    private void follow(CourierInput.Follow follow, long now) {
        if (followers.isFull()) {
            emit(new CourierOutput.GaveUp(follow.token()));
            return;
        }
        followers.add(follow.token(), follow.id(), now + follow.patienceMillis(), now);
        followers.ask(follow.id());
    }

    private void submit(CourierInput.Submit submit, long now) {
        Parcel parcel = new Parcel(submit, wallClock, now, limits.acceptMillis());
        boolean full = messages >= limits.messages() || bytes + parcel.size > limits.bytes();
        if (full || (submit.patienceMillis() > 0 && followers.isFull())) {
            emit(new CourierOutput.Refused(submit.token(), Refusal.OVERLOADED, RETRY_AFTER_MILLIS));
            return;
        }
        messages++;
        bytes += parcel.size;
        Lane lane = lane(Placement.partitionOf(submit.to(), settings.partitions()));
        lane.submit(parcel);
        changed.add(lane);
    }

    private Lane lane(int partition) {
        return lanes.computeIfAbsent(partition, number -> new Lane(number, this, settings, limits, channelIds));
    }

    private void arrived(Protocol message, long now) {
        if (message instanceof Protocol.Receipts receipts) {
            lane(receipts.partition()).receipts(receipts, now);
        } else if (message instanceof Protocol.ChannelOpened opened) {
            lane(opened.partition()).opened(opened, now);
        } else if (message instanceof Protocol.Resend resend) {
            lane(resend.partition()).resend(resend.origin(), resend.from(), now);
        } else if (message instanceof Protocol.OutcomeNotice notice) {
            followers.finished(notice.outcome());
        } else {
            throw new IllegalArgumentException("a courier does not take " + message);
        }
    }

    // For the lanes

    void emit(CourierOutput output) {
        outputs.add(output);
    }

    /** The wall clock, epoch milliseconds: for what others are told, never for measuring time. */
    long wallClock() {
        return wallClock;
    }

    /** The lane may have more to send: it is asked at the next {@link #flush}. */
    void pumpLater(Lane lane) {
        changed.add(lane);
    }

    void wakeAt(long time) {
        if (time < wakeAt) {
            wakeAt = time;
            emit(new CourierOutput.WakeAt(wallClock + time - elapsed));
        }
    }

    void accepted(Parcel parcel, MessageId id, boolean duplicate, long now) {
        drop(parcel);
        if (parcel.settled) {
            return;
        }
        Object token = parcel.submit.token();
        emit(new CourierOutput.Accepted(token, id, duplicate));
        if (parcel.submit.patienceMillis() > 0) {
            followers.add(token, id, now + parcel.submit.patienceMillis(), now);
            if (duplicate) {
                followers.ask(id);
            }
        }
    }

    void refused(Parcel parcel, Refusal refusal) {
        drop(parcel);
        if (!parcel.settled) {
            long retryAfter = TRANSIENT.contains(refusal) ? RETRY_AFTER_MILLIS : 0;
            emit(new CourierOutput.Refused(parcel.submit.token(), refusal, retryAfter));
        }
    }

    /** The parcel is no longer held. */
    void drop(Parcel parcel) {
        messages--;
        bytes -= parcel.size;
    }

    private List<CourierOutput> takeOutputs() {
        List<CourierOutput> taken = outputs;
        outputs = new ArrayList<>();
        return taken;
    }
}
