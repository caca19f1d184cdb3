package dev.restante.samples.demo;

import dev.restante.samples.payments.Payment.Pay;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** Payments made up from a seed: the same ones for the same seed and number. */
final class GeneratedPayments implements PaymentSource {

    private static final List<String> CURRENCIES = List.of("EUR", "EUR", "EUR", "USD", "GBP");
    private static final int SHOPS = 40;
    private static final int MOST_CENTS = 25_000;

    private final Random random;
    private final long count;
    private final long[] paymentsOfShop = new long[SHOPS];
    private long made;

    GeneratedPayments(long seed, long count) {
        this.random = new Random(seed);
        this.count = count;
    }

    @Override
    public Optional<PaymentOrder> next() {
        if (made == count) {
            return Optional.empty();
        }
        made++;
        int shop = random.nextInt(SHOPS);
        String merchant = "shop-" + (shop + 1);
        Pay pay = new Pay(merchant, 1 + random.nextInt(MOST_CENTS), CURRENCIES.get(random.nextInt(CURRENCIES.size())));
        paymentsOfShop[shop]++;
        return Optional.of(new PaymentOrder(merchant + "-" + paymentsOfShop[shop], pay, made));
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(count);
    }

    @Override
    public void close() {}
}
