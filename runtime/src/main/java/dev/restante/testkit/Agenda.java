package dev.restante.testkit;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/** What is to happen, in the order of time, and within one instant in the order in which it was planned. Each entry is one step. */
final class Agenda {

    private static final int REMEMBERED = 20;

    private record Entry(long time, long number, String what, Runnable action) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::time).thenComparingLong(Entry::number));
    private final Deque<String> lately = new ArrayDeque<>();
    private long planned;
    private long now;

    Agenda(long now) {
        this.now = now;
    }

    /** Epoch milliseconds. */
    long now() {
        return now;
    }

    /** Plans {@code action} for now, after everything that is planned for now already. */
    void soon(String what, Runnable action) {
        at(now, what, action);
    }

    /** Plans {@code action} for {@code time}, or for now if that is over. */
    void at(long time, String what, Runnable action) {
        planned++;
        entries.add(new Entry(Math.max(now, time), planned, what, action));
    }

    /** Takes the next step that is due; false when none is. */
    boolean runNext() {
        Entry next = entries.peek();
        if (next == null || next.time > now) {
            return false;
        }
        entries.remove();
        if (lately.size() == REMEMBERED) {
            lately.removeFirst();
        }
        lately.addLast(next.what);
        next.action.run();
        return true;
    }

    /** When the next entry is due; {@link Long#MAX_VALUE} when there is none. */
    long nextTime() {
        Entry next = entries.peek();
        return next == null ? Long.MAX_VALUE : next.time;
    }

    void passTimeTo(long time) {
        now = Math.max(now, time);
    }

    /** Forgets all that was planned. */
    void clear() {
        entries.clear();
    }

    /** The last steps, the latest last. */
    List<String> lately() {
        return List.copyOf(lately);
    }
}
