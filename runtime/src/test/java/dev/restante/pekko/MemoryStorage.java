package dev.restante.pekko;

import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What a store keeps when its node ends: logs, checkpoints and rows, and faults to come. One per test, found by the name in the settings. */
final class MemoryStorage {

    private static final Map<String, MemoryStorage> BY_NAME = new ConcurrentHashMap<>();

    final Map<String, NavigableMap<Long, byte[]>> logs = new ConcurrentHashMap<>();
    final Map<String, NavigableMap<Long, byte[]>> checkpoints = new ConcurrentHashMap<>();
    final Map<String, Long> highest = new ConcurrentHashMap<>();
    final MemoryStateStore rows = new MemoryStateStore();

    /** How many of the next writes to a log fail. */
    final AtomicInteger logFailures = new AtomicInteger();

    static MemoryStorage named(String name) {
        return BY_NAME.computeIfAbsent(name, key -> new MemoryStorage());
    }

    NavigableMap<Long, byte[]> log(String persistenceId) {
        return logs.computeIfAbsent(persistenceId, id -> new ConcurrentSkipListMap<>());
    }

    NavigableMap<Long, byte[]> checkpoints(String persistenceId) {
        return checkpoints.computeIfAbsent(persistenceId, id -> new ConcurrentSkipListMap<>());
    }

    /** Whether this write is to fail. */
    boolean takeLogFailure() {
        return logFailures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }
}
