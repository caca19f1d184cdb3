package dev.restante.testkit.simulation;

/** The latest time that each partition's owners have ever seen on their own wall clocks: what is due later has not come due for any of them. */
final class OwnersClocks {

    private final long[] latest;

    OwnersClocks(int partitions) {
        latest = new long[partitions];
    }

    void seen(int partition, long clock) {
        latest[partition] = Math.max(latest[partition], clock);
    }

    boolean hasReached(int partition, long time) {
        return latest[partition] >= time;
    }
}
