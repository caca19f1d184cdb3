package dev.restante.engine;

import dev.restante.MessageId;
import dev.restante.Refusal;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** A courier's way to one partition: one channel at a time, its messages in order, within a window, again until they are answered. */
final class Lane {

    private enum State {
        CLOSED,
        OPENING,
        OPEN
    }

    private final int partition;
    private final Courier courier;
    private final int bagBytes;
    private final CourierSettings limits;
    private final LongSupplier channelIds;
    private final ArrayDeque<Parcel> waiting = new ArrayDeque<>();
    private final Window window;
    private final Deferrals deferrals;
    private final Retry retry;
    private State state = State.CLOSED;
    private long origin;

    /** The last channel that was open before. What of it is still on its way must not be taken after what this one carries. */
    private long previous;

    private long last;
    private long through;
    private long lastUsed;
    private long resentFrom;
    private long resentAt;

    Lane(int partition, Courier courier, EngineSettings settings, CourierSettings limits, LongSupplier channelIds) {
        this.partition = partition;
        this.courier = courier;
        this.bagBytes = settings.bagBytes();
        this.limits = limits;
        this.channelIds = channelIds;
        this.window = new Window(settings);
        this.deferrals = new Deferrals(limits);
        this.retry = new Retry(limits);
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
        BagPacker bags = new BagPacker(bagBytes, bag -> emit(bag, false));
        while (!waiting.isEmpty() && window.hasRoomFor(waiting.peekFirst())) {
            Parcel parcel = waiting.removeFirst();
            if (deferrals.follow(parcel)) {
                continue;
            }
            if (!window.hasUnacked()) {
                progress(now);
            }
            bags.add(parcel.number(partition, origin, ++last, courier.wallClock()), parcel.size);
            window.sent(parcel);
        }
        bags.close();
    }

    private void open(long now) {
        if (state == State.CLOSED) {
            state = State.OPENING;
            origin = channelIds.getAsLong();
            last = 0;
            through = 0;
        }
        if (retry.isDue(now)) {
            retry.backOff(now);
            send(new Protocol.OpenChannel(origin, true, courier.wallClock(), previous));
        }
        courier.wakeAt(retry.at());
    }

    private void emit(List<Envelope> bag, boolean again) {
        long first = bag.get(0).id().number();
        send(new Protocol.Bag(origin, first, List.copyOf(bag), again, window.resultsThrough(through)));
    }

    private void send(Protocol message) {
        courier.emit(new CourierOutput.ToPartition(partition, message));
    }

    private void sendAgain() {
        BagPacker bags = new BagPacker(bagBytes, bag -> emit(bag, true));
        window.forEachUnacked(parcel -> bags.add(parcel.sent(), parcel.size));
        bags.close();
    }

    private void progress(long now) {
        retry.progress(now);
        courier.wakeAt(retry.at());
    }

    // Answers

    void opened(Protocol.ChannelOpened answer, long now) {
        if (answer.origin() != origin || state == State.CLOSED) {
            return;
        }
        if (answer.known()) {
            state = State.OPEN;
            retry.answered();
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
        for (Parcel parcel : window.takeAll()) {
            deferrals.settled(parcel.to());
            inDoubt(parcel);
            courier.drop(parcel);
        }
        deferrals.forgetBarriers();
        close();
    }

    private void close() {
        if (state == State.OPEN) {
            previous = origin;
            retry.startOver();
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
            Parcel parcel = window.takeUndecided(result.number());
            if (parcel != null) {
                settle(parcel, result, now);
            }
        }
        boolean moved = false;
        for (Parcel next = window.takeUnacked(receipts.through());
                next != null;
                next = window.takeUnacked(receipts.through())) {
            moved = true;
            taken(next, results, now);
        }
        through = Math.max(through, receipts.through());
        if (moved) {
            progress(now);
        }
        courier.pumpLater(this);
    }

    private void taken(Parcel parcel, Map<Long, ChannelResult> results, long now) {
        ChannelResult result = results.get(parcel.number());
        if (result != null) {
            settle(parcel, result, now);
        } else if (parcel.isKeyed()) {
            window.awaitDecision(parcel);
        } else {
            deferrals.settled(parcel.to());
            courier.accepted(parcel, parcel.sent().id(), false, now);
        }
    }

    private void settle(Parcel parcel, ChannelResult result, long now) {
        MessageId id = parcel.sent().id();
        if (result.kind() != ChannelResult.Kind.DEFERRED) {
            deferrals.settled(parcel.to());
        }
        switch (result.kind()) {
            case ACCEPTED -> courier.accepted(parcel, id, false, now);
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
        window.forEach(parcel -> {
            if (parcel.until <= now) {
                inDoubt(parcel);
            }
        });
        List<Parcel> again = deferrals.takeDue(window.hasUndecided() ? 0 : through, now);
        for (int i = again.size() - 1; i >= 0; i--) {
            waiting.addFirst(again.get(i));
        }
        if (retry.isDue(now)) {
            tryAgain(now);
        }
        if (window.hasUnacked()) {
            courier.wakeAt(retry.at());
        }
        boolean unused = waiting.isEmpty() && window.isEmpty() && deferrals.isEmpty();
        if (unused && state == State.OPEN && now - lastUsed > limits.idleMillis()) {
            close();
        }
        pump(now);
    }

    /** What is not answered is tried again at once, however long it was tried in vain. */
    void ownerFound(long now) {
        retry.startOver();
        tick(now);
    }

    private void tryAgain(long now) {
        if (window.hasUnacked()) {
            retry.backOff(now);
            sendAgain();
        } else if (window.hasUndecided()) {
            // The decision may have been lost on its way: the answer to this repeats it.
            retry.backOff(now);
            send(new Protocol.OpenChannel(origin, false, courier.wallClock(), previous));
        }
    }

    /** What has no number was never sent, or was deferred: it is certain that it is not stored. */
    private void expire(ArrayDeque<Parcel> parcels, long now) {
        parcels.removeIf(parcel -> {
            if (parcel.until > now) {
                return false;
            }
            courier.refused(parcel, reasonToRefuse(parcel));
            return true;
        });
    }

    private Refusal reasonToRefuse(Parcel parcel) {
        boolean deferred = parcel.envelope != null;
        if (deferred) {
            return Refusal.MAILBOX_FULL;
        }
        return state == State.OPEN ? Refusal.OVERLOADED : Refusal.UNAVAILABLE;
    }
}
