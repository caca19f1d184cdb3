package dev.restante.samples.payments;

import java.util.HashMap;
import java.util.Map;

/**
 * Payments added up.
 *
 * @param payments how many
 * @param cents how much, by currency
 * @param checksum which ones
 */
public record Takings(long payments, Map<String, Long> cents, Checksum checksum) {

    public static final Takings NONE = new Takings(0, Map.of(), Checksum.NONE);

    public Takings {
        cents = Map.copyOf(cents);
    }

    public Takings plus(String paymentId, long moreCents, String currency) {
        Map<String, Long> sums = new HashMap<>(cents);
        sums.merge(currency, moreCents, Math::addExact);
        return new Takings(payments + 1, sums, checksum.plus(paymentId));
    }

    public Takings plus(Takings other) {
        Map<String, Long> sums = new HashMap<>(cents);
        other.cents.forEach((currency, sum) -> sums.merge(currency, sum, Math::addExact));
        return new Takings(payments + other.payments, sums, new Checksum(checksum.value() + other.checksum.value()));
    }
}
