package dev.restante.testkit.simulation;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a history that broke no promise consisted of.
 *
 * @param events how many steps were simulated
 * @param millis virtual time that passed
 * @param counts how often what happened, by name, sorted
 */
public record History(long seed, long events, long millis, Map<String, Long> counts) {

    public History {
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    /** How often {@code happening} was seen. */
    public long count(String happening) {
        return counts.getOrDefault(happening, 0L);
    }
}
