package dev.restante.testkit.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time and what is to happen in it. What is due in the same millisecond happens in an order drawn by chance. */
final class Agenda {

    /** Some epoch millisecond: any will do, but 0 means "none" to the engine. */
    private static final long START = 1_700_000_000_000L;

    private static final Comparator<Entry> ORDER =
            Comparator.comparingLong(Entry::time).thenComparingLong(Entry::tie).thenComparingLong(Entry::number);

    private final PriorityQueue<Entry> entries = new PriorityQueue<>(ORDER);
    private final Chance chance;
    private long now = START;
    private long added;

    private record Entry(long time, long tie, long number, Runnable action) {}

    Agenda(Chance chance) {
        this.chance = chance;
    }

    long now() {
        return now;
    }

    /** Milliseconds since the history began. */
    long elapsed() {
        return now - START;
    }

    long happened() {
        return added - entries.size();
    }

    void after(long delay, Runnable action) {
        at(now + delay, action);
    }

    void at(long time, Runnable action) {
        entries.add(new Entry(Math.max(time, now), chance.next(), added++, action));
    }

    /** Lets happen everything up to {@code time}, or up to the budget of {@code events}; false when that was used up. */
    boolean runUntil(long time, long events) {
        long budget = events;
        Entry next = entries.peek();
        while (next != null && next.time <= time) {
            if (budget-- == 0) {
                return false;
            }
            entries.remove();
            now = next.time;
            next.action.run();
            next = entries.peek();
        }
        now = Math.max(now, time);
        return true;
    }
}
