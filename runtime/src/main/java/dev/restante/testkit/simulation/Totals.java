package dev.restante.testkit.simulation;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What many histories consisted of together.
 *
 * @param millis virtual time that passed in all of them
 * @param counts how often what happened, by name, sorted
 */
public record Totals(long histories, long events, long millis, Map<String, Long> counts) {

    public static final Totals NONE = new Totals(0, 0, 0, Map.of());

    public Totals {
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    public Totals plus(History history) {
        Map<String, Long> sums = new TreeMap<>(counts);
        history.counts().forEach((happening, times) -> sums.merge(happening, times, Long::sum));
        sums.values().removeIf(times -> times == 0);
        return new Totals(histories + 1, events + history.events(), millis + history.millis(), sums);
    }

    /** How often {@code happening} was seen. */
    public long count(String happening) {
        return counts.getOrDefault(happening, 0L);
    }
}
