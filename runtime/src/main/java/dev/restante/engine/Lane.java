package dev.restante.engine;

import dev.restante.MessageId;
import dev.restante.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** A courier's way to one partition: one channel at a time, its messages in order, within a window, again until they are answered. */
final class Lane {

    private static final int MAX_DOUBLINGS = 10;

    private enum State {
        CLOSED,
        OPENING,
        OPEN
    }

    private final int partition;
    private final Courier courier;
    private final EngineSettings settings;
    private final CourierSettings limits;
    private final LongSupplier channelIds;
    private final ArrayDeque<Parcel> waiting = new ArrayDeque<>();
    private final ArrayDeque<Parcel> unacked = new ArrayDeque<>();
    private final TreeMap<Long, Parcel> undecided = new TreeMap<>();
    private final Deferrals deferrals;
    private State state = State.CLOSED;
    private long origin;

    /** The last channel that was open before. What of it is still on its way must not be taken after what this one carries. */
    private long previous;

    private long last;
    private long through;
    private long unackedBytes;
    private long lastUsed;
    private long retryAt;
    private int tries;
    private long resentFrom;
    private long resentAt;

    Lane(int partition, Courier courier, EngineSettings settings, CourierSettings limits, LongSupplier channelIds) {
        this.partition = partition;
        this.courier = courier;
        this.settings = settings;
        this.limits = limits;
        this.channelIds = channelIds;
        this.deferrals = new Deferrals(limits);
    }

    void submit(Parcel parcel) {
        waiting.addLast(parcel);
    }

    // Sending

    /** Sends what the window allows. */
    void pump(long now) {
        if (waiting.isEmpty()) {
            return;
        }
        lastUsed = now;
        if (state != State.OPEN) {
            open(now);
            return;
        }
        BagPacker bags = new BagPacker(settings.bagBytes(), bag -> emit(bag, false));
        while (!waiting.isEmpty() && hasWindow(waiting.peekFirst())) {
            Parcel parcel = waiting.removeFirst();
            if (deferrals.follow(parcel)) {
                continue;
            }
            if (unacked.isEmpty()) {
                progress(now);
            }
            bags.add(parcel.number(partition, origin, ++last, courier.wallClock()), parcel.size);
            unacked.addLast(parcel);
            unackedBytes += parcel.size;
        }
        bags.close();
    }

    private boolean hasWindow(Parcel next) {
        int open = unacked.size() + undecided.size();
        return open < settings.windowMessages()
                && (unacked.isEmpty() || unackedBytes + next.size <= settings.windowBytes());
    }

    private void open(long now) {
        if (state == State.CLOSED) {
            state = State.OPENING;
            origin = channelIds.getAsLong();
            last = 0;
            through = 0;
        }
        if (retryAt <= now) {
            backOff(now);
            send(new Protocol.OpenChannel(origin, true, courier.wallClock(), previous));
        }
        courier.wakeAt(retryAt);
    }

    private void emit(List<Envelope> bag, boolean again) {
        long first = bag.get(0).id().number();
        send(new Protocol.Bag(origin, first, List.copyOf(bag), again, resultsThrough()));
    }

    /** Up to here, the results of all messages are known. */
    private long resultsThrough() {
        return undecided.isEmpty() ? through : Math.min(through, undecided.firstKey() - 1);
    }

    private void send(Protocol message) {
        courier.emit(new CourierOutput.ToPartition(partition, message));
    }

    private void sendAgain() {
        BagPacker bags = new BagPacker(settings.bagBytes(), bag -> emit(bag, true));
        unacked.forEach(parcel -> bags.add(envelopeOf(parcel), parcel.size));
        bags.close();
    }

    private static Envelope envelopeOf(Parcel parcel) {
        Envelope envelope = parcel.envelope;
        if (envelope == null) {
            throw new IllegalStateException("a message without a number is in a channel");
        }
        return envelope;
    }

    private void progress(long now) {
        tries = 0;
        retryAt = now + limits.retryMillis();
        courier.wakeAt(retryAt);
    }

    private void backOff(long now) {
        retryAt = now + Math.min(limits.maxRetryMillis(), limits.retryMillis() << Math.min(tries, MAX_DOUBLINGS));
        tries++;
    }

    // Answers

    void opened(Protocol.ChannelOpened answer, long now) {
        if (answer.origin() != origin || state == State.CLOSED) {
            return;
        }
        if (answer.known()) {
            state = State.OPEN;
            tries = 0;
        } else {
            forgotten();
        }
        pump(now);
    }

    /**
     * The partition does not know the channel any more: what had a number may have been accepted or not. None of it is sent again, not even
     * under a key: a later one to the same actor may have been accepted where an earlier one was refused.
     */
    private void forgotten() {
        List<Parcel> open = new ArrayList<>(undecided.values());
        open.addAll(unacked);
        for (Parcel parcel : open) {
            inDoubt(parcel);
            courier.drop(parcel);
        }
        undecided.clear();
        unacked.clear();
        unackedBytes = 0;
        deferrals.forgetBarriers();
        close();
    }

    private void close() {
        if (state == State.OPEN) {
            previous = origin;
            tries = 0;
            retryAt = 0;
        }
        state = State.CLOSED;
    }

    private void inDoubt(Parcel parcel) {
        if (!parcel.settled) {
            parcel.settled = true;
            courier.emit(new CourierOutput.InDoubt(parcel.submit.token()));
        }
    }

    void resend(long channel, long from, long now) {
        if (channel != origin || from <= through || (from == resentFrom && now - resentAt < limits.retryMillis() / 4)) {
            return;
        }
        resentFrom = from;
        resentAt = now;
        sendAgain();
    }

    void receipts(Protocol.Receipts receipts, long now) {
        if (receipts.origin() != origin || state == State.CLOSED) {
            return;
        }
        state = State.OPEN;
        Map<Long, ChannelResult> results = new HashMap<>();
        for (ChannelResult result : receipts.results()) {
            results.put(result.number(), result);
            Parcel parcel = undecided.remove(result.number());
            if (parcel != null) {
                settle(parcel, result, now);
            }
        }
        boolean moved = false;
        while (!unacked.isEmpty() && numberOf(unacked.peekFirst()) <= receipts.through()) {
            moved = true;
            taken(unacked.removeFirst(), results, now);
        }
        through = Math.max(through, receipts.through());
        if (moved) {
            progress(now);
        }
        pump(now);
    }

    private static long numberOf(Parcel parcel) {
        return envelopeOf(parcel).id().number();
    }

    private void taken(Parcel parcel, Map<Long, ChannelResult> results, long now) {
        unackedBytes -= parcel.size;
        ChannelResult result = results.get(numberOf(parcel));
        if (result != null) {
            settle(parcel, result, now);
        } else if (parcel.isKeyed()) {
            undecided.put(numberOf(parcel), parcel);
        } else {
            deferrals.taken(parcel.to());
            courier.accepted(parcel, envelopeOf(parcel).id(), false, now);
        }
    }

    private void settle(Parcel parcel, ChannelResult result, long now) {
        MessageId id = envelopeOf(parcel).id();
        switch (result.kind()) {
            case ACCEPTED -> {
                deferrals.taken(parcel.to());
                courier.accepted(parcel, id, false, now);
            }
            case DUPLICATE -> courier.accepted(parcel, result.first() == null ? id : result.first(), true, now);
            case REFUSED -> courier.refused(parcel, result.refusal() == null ? Refusal.OVERLOADED : result.refusal());
            case DEFERRED -> defer(parcel, now);
        }
    }

    private void defer(Parcel parcel, long now) {
        if (parcel.settled) {
            courier.drop(parcel);
        } else {
            courier.wakeAt(deferrals.add(parcel, last, now));
        }
    }

    // Time

    void tick(long now) {
        expire(waiting, now);
        deferrals.forEachQueue(parcels -> expire(parcels, now));
        for (Parcel parcel : unacked) {
            if (parcel.until <= now) {
                inDoubt(parcel);
            }
        }
        for (Parcel parcel : undecided.values()) {
            if (parcel.until <= now) {
                inDoubt(parcel);
            }
        }
        List<Parcel> again = deferrals.takeDue(undecided.isEmpty() ? through : 0, now);
        for (int i = again.size() - 1; i >= 0; i--) {
            waiting.addFirst(again.get(i));
        }
        if (!unacked.isEmpty() && retryAt <= now) {
            backOff(now);
            sendAgain();
        } else if (!undecided.isEmpty() && retryAt <= now) {
            // The decision may have been lost on its way: the answer to this repeats it.
            backOff(now);
            send(new Protocol.OpenChannel(origin, false, courier.wallClock(), previous));
        }
        if (!unacked.isEmpty()) {
            courier.wakeAt(retryAt);
        }
        boolean unused = waiting.isEmpty() && unacked.isEmpty() && undecided.isEmpty() && deferrals.isEmpty();
        if (unused && state == State.OPEN && now - lastUsed > limits.idleMillis()) {
            close();
        }
        pump(now);
    }

    /** What has no number was never sent, or was deferred: it is certain that it is not stored. */
    private void expire(ArrayDeque<Parcel> parcels, long now) {
        parcels.removeIf(parcel -> {
            if (parcel.until > now) {
                return false;
            }
            boolean deferred = parcel.envelope != null;
            courier.refused(parcel, deferred ? Refusal.MAILBOX_FULL : Refusal.OVERLOADED);
            return true;
        });
    }
}
