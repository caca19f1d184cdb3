package dev.restante.testkit.simulation;

import java.util.Map;
import java.util.TreeMap;

/** Counts what happened in a history, so that tests can tell that the interesting things do happen. */
final class Tally {

    private final Map<String, Long> counts = new TreeMap<>();

    void count(String happening) {
        count(happening, 1);
    }

    void count(String happening, long times) {
        counts.merge(happening, times, Long::sum);
    }

    Map<String, Long> counts() {
        return counts;
    }
}
