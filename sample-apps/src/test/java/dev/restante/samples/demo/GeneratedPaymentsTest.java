package dev.restante.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GeneratedPaymentsTest {

    @Test
    void a_seed_makes_the_same_payments_each_time() {
        assertThat(made(7, 100)).isEqualTo(made(7, 100)).isNotEqualTo(made(8, 100));
    }

    @Test
    void payments_make_sense_and_have_ids_of_their_own() {
        List<PaymentOrder> orders = made(1, 1_000);

        assertThat(orders).hasSize(1_000);
        assertThat(orders).extracting(PaymentOrder::id).doesNotHaveDuplicates();
        assertThat(orders).allSatisfy(order -> assertThat(order.pay().fault()).isEmpty());
    }

    private static List<PaymentOrder> made(long seed, long count) {
        List<PaymentOrder> orders = new ArrayList<>();
        GeneratedPayments source = new GeneratedPayments(seed, count);
        for (Optional<PaymentOrder> next = source.next(); next.isPresent(); next = source.next()) {
            orders.add(next.get());
        }
        return orders;
    }
}
