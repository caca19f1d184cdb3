package dev.restante.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What has a number in a courier's channel and is not settled: first not acknowledged, then, under a client's key, not decided. */
final class Window {

    private final EngineSettings limits;
    private final ArrayDeque<Parcel> unacked = new ArrayDeque<>();
    private final TreeMap<Long, Parcel> undecided = new TreeMap<>();
    private long unackedBytes;

    Window(EngineSettings limits) {
        this.limits = limits;
    }

    boolean hasRoomFor(Parcel next) {
        int open = unacked.size() + undecided.size();
        return open < limits.windowMessages()
                && (unacked.isEmpty() || unackedBytes + next.size <= limits.windowBytes());
    }

    boolean isEmpty() {
        return unacked.isEmpty() && undecided.isEmpty();
    }

    boolean hasUnacked() {
        return !unacked.isEmpty();
    }

    boolean hasUndecided() {
        return !undecided.isEmpty();
    }

    void sent(Parcel parcel) {
        unacked.addLast(parcel);
        unackedBytes += parcel.size;
    }

    /** Takes out the first that is not acknowledged, if its number is not above {@code through}. */
    @Nullable Parcel takeUnacked(long through) {
        Parcel first = unacked.peekFirst();
        if (first == null || first.number() > through) {
            return null;
        }
        unackedBytes -= first.size;
        return unacked.removeFirst();
    }

    void awaitDecision(Parcel parcel) {
        undecided.put(parcel.number(), parcel);
    }

    @Nullable Parcel takeUndecided(long number) {
        return undecided.remove(number);
    }

    /** Up to here, the results of all messages are known, if {@code through} is acknowledged. */
    long resultsThrough(long through) {
        return undecided.isEmpty() ? through : Math.min(through, undecided.firstKey() - 1);
    }

    void forEachUnacked(Consumer<Parcel> action) {
        unacked.forEach(action);
    }

    void forEach(Consumer<Parcel> action) {
        unacked.forEach(action);
        undecided.values().forEach(action);
    }

    /** Takes out all, in the order of their numbers. */
    List<Parcel> takeAll() {
        List<Parcel> all = new ArrayList<>(undecided.values());
        all.addAll(unacked);
        undecided.clear();
        unacked.clear();
        unackedBytes = 0;
        return all;
    }
}
