package dev.restante.pekko;

import java.util.concurrent.atomic.LongAdder;

/** What a node has counted since its start. Written from many threads. */
record NodeCounters(
        LongAdder records,
        LongAdder recordBytes,
        LongAdder submitted,
        LongAdder accepted,
        LongAdder refused,
        LongAdder inDoubt,
        LongAdder overdueTurns,
        LongAdder partitionFailures,
        LongAdder unroutable) {

    static NodeCounters zero() {
        return new NodeCounters(
                new LongAdder(),
                new LongAdder(),
                new LongAdder(),
                new LongAdder(),
                new LongAdder(),
                new LongAdder(),
                new LongAdder(),
                new LongAdder(),
                new LongAdder());
    }
}
