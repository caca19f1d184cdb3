package dev.restante.samples.payments;

import java.util.HashMap;
import java.util.Map;

/** How many payments came in, and how much in each currency. */
public record Takings(long payments, Map<String, Long> cents) {

    public static final Takings NONE = new Takings(0, Map.of());

    public Takings {
        cents = Map.copyOf(cents);
    }

    Takings plus(long moreCents, String currency) {
        Map<String, Long> sums = new HashMap<>(cents);
        sums.merge(currency, moreCents, Math::addExact);
        return new Takings(payments + 1, sums);
    }

    Takings plus(Takings other) {
        Map<String, Long> sums = new HashMap<>(cents);
        other.cents.forEach((currency, sum) -> sums.merge(currency, sum, Math::addExact));
        return new Takings(payments + other.payments, sums);
    }
}
