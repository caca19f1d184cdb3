package dev.restante.engine;

import dev.restante.ActorId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What full mailboxes sent back: each actor's messages in order, to be brought again after a while and before anything else for it. */
final class Deferrals {

    private static final int MAX_DOUBLINGS = 10;

    private static final class Deferral {
        final ActorId actor;

        /** Came back, in the order of their numbers. */
        final ArrayDeque<Parcel> returned = new ArrayDeque<>();

        /** Were submitted since, and never sent: all later than what may still come back. */
        final ArrayDeque<Parcel> followers = new ArrayDeque<>();

        long barrier;
        long retryAt;

        Deferral(ActorId actor) {
            this.actor = actor;
        }
    }

    private final CourierSettings limits;
    private final Map<ActorId, Deferral> open = new LinkedHashMap<>();
    private final Map<ActorId, Integer> tries = new HashMap<>();

    Deferrals(CourierSettings limits) {
        this.limits = limits;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Puts the parcel behind the deferred ones of its actor; false when there are none. */
    boolean follow(Parcel parcel) {
        Deferral deferral = open.isEmpty() ? null : open.get(parcel.to());
        if (deferral == null) {
            return false;
        }
        deferral.followers.addLast(parcel);
        return true;
    }

    /**
     * Takes a parcel that was sent back.
     *
     * @param lastNumber the highest number sent so far; it is not tried again before all of that is answered
     * @return when it is tried again at the earliest
     */
    long add(Parcel parcel, long lastNumber, long now) {
        Deferral deferral = open.computeIfAbsent(parcel.to(), Deferral::new);
        deferral.returned.addLast(parcel);
        deferral.barrier = lastNumber;
        int doublings = Math.min(tries.merge(parcel.to(), 1, Integer::sum) - 1, MAX_DOUBLINGS);
        deferral.retryAt = now + Math.min(limits.maxRetryMillis(), limits.deferMillis() << doublings);
        return deferral.retryAt;
    }

    /** Takes out what is due, in order, once everything up to its barrier is answered, so that none overtakes another. */
    List<Parcel> takeDue(long answeredThrough, long now) {
        List<Parcel> due = new ArrayList<>();
        open.values().removeIf(deferral -> {
            if (deferral.returned.isEmpty() && deferral.followers.isEmpty()) {
                tries.remove(deferral.actor);
                return true;
            }
            if (deferral.retryAt > now || answeredThrough < deferral.barrier) {
                return false;
            }
            int first = due.size();
            due.addAll(deferral.returned);
            due.addAll(deferral.followers);
            due.get(first).afterDeferral = true;
            return true;
        });
        return due;
    }

    /** The channel is gone: what it carried is answered, one way or the other. */
    void forgetBarriers() {
        open.values().forEach(deferral -> deferral.barrier = 0);
    }

    void forEachQueue(Consumer<ArrayDeque<Parcel>> action) {
        open.values().forEach(deferral -> {
            action.accept(deferral.returned);
            action.accept(deferral.followers);
        });
    }

    /** A message for the actor is settled: its next deferral starts with a short wait again. */
    void settled(ActorId actor) {
        if (!tries.isEmpty()) {
            tries.remove(actor);
        }
    }
}
