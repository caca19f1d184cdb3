package dev.restante.samples.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.samples.payments.Payment.Pay;
import dev.restante.testkit.BehaviorTestKit;
import org.junit.jupiter.api.Test;

class PaymentTest {

    private final BehaviorTestKit<Pay, Payment.State> payment =
            BehaviorTestKit.of(Payment.TYPE, Payment.behavior(), "books-1");

    @Test
    void a_payment_is_published_with_its_time() {
        var paid = payment.deliver(new Pay("books", 1_999, "EUR"));

        PaymentCompleted completed = new PaymentCompleted("books-1", "books", 1_999, "EUR", payment.now());
        assertThat(paid.published("payment-completed")).containsExactly(completed);
        assertThat(paid.reply(PaymentCompleted.class)).isEqualTo(completed);
    }

    @Test
    void a_payment_is_made_once() {
        payment.deliver(new Pay("books", 1_999, "EUR"));

        assertThat(payment.deliver(new Pay("books", 1_999, "EUR")).rejection()).contains("the payment is made already");
    }

    @Test
    void a_payment_that_makes_no_sense_is_rejected() {
        assertThat(payment.deliver(new Pay(" ", 1, "EUR")).rejection())
                .hasValueSatisfying(r -> assertThat(r).startsWith("merchant"));
        assertThat(payment.deliver(new Pay("m".repeat(65), 1, "EUR")).rejection())
                .isPresent();
        assertThat(payment.deliver(new Pay("a\nb", 1, "EUR")).rejection()).isPresent();
        assertThat(payment.deliver(new Pay("books", 0, "EUR")).rejection()).contains("cents must be more than zero");
        assertThat(payment.deliver(new Pay("books", 1, "euro")).rejection())
                .contains("currency must be three capital letters, as in EUR");
    }
}
