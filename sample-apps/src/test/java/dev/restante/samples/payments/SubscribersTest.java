package dev.restante.samples.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.samples.payments.Analytics.Totals;
import dev.restante.samples.payments.Fulfilment.OrderShipped;
import dev.restante.samples.payments.Fulfilment.Shipment;
import dev.restante.samples.payments.Fulfilment.Stage;
import dev.restante.testkit.BehaviorTestKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubscribersTest {

    private static final Instant HOUR = Instant.parse("2030-01-01T10:00:00Z");

    @TempDir
    Path folder;

    @Test
    void a_ledger_adds_up_its_merchants_payments_by_currency() {
        var ledger = BehaviorTestKit.of(Accounting.TYPE, Accounting.behavior(), "books");
        ledger.deliver(new Accounting.Message.PaymentCompleted("books-1", 100, "EUR"));
        ledger.deliver(new Accounting.Message.PaymentCompleted("books-2", 50, "EUR"));
        ledger.deliver(new Accounting.Message.PaymentCompleted("books-3", 70, "USD"));

        Takings told = ledger.deliver(new Accounting.Message.GetLedger()).reply(Takings.class);

        assertThat(told.payments()).isEqualTo(3);
        assertThat(told.cents()).isEqualTo(Map.of("EUR", 150L, "USD", 70L));
        assertThat(told.checksum()).isEqualTo(checksum("books-3", "books-1", "books-2"));
    }

    @Test
    void a_double_that_stands_in_for_a_lost_payment_shows() {
        assertThat(checksum("a-1", "a-1")).isNotEqualTo(checksum("a-1", "a-2"));
    }

    @Test
    void analytics_adds_up_each_hour() {
        var analytics = BehaviorTestKit.of(Analytics.TYPE, Analytics.behavior(), "main");
        analytics.deliver(paymentAt("a-1", HOUR.plusSeconds(1)));
        analytics.deliver(paymentAt("a-2", HOUR.plusSeconds(3_599)));
        analytics.deliver(paymentAt("a-3", HOUR.plusSeconds(3_600)));

        Totals totals = analytics.deliver(new Analytics.Message.GetTotals()).reply(Totals.class);

        assertThat(totals.hours())
                .isEqualTo(Map.of(
                        HOUR,
                        new Takings(2, Map.of("EUR", 20L), checksum("a-1", "a-2")),
                        HOUR.plus(Duration.ofHours(1)),
                        new Takings(1, Map.of("EUR", 10L), checksum("a-3"))));
        assertThat(totals.sum()).isEqualTo(new Takings(3, Map.of("EUR", 30L), checksum("a-1", "a-2", "a-3")));
    }

    @Test
    void the_oldest_hours_are_folded_into_one_sum() {
        Totals totals = Totals.NONE;
        for (int hour = 0; hour < 1_002; hour++) {
            totals = totals.with(paymentAt("a-" + (hour + 1), HOUR.plus(Duration.ofHours(hour))));
        }

        assertThat(totals.hours()).hasSize(1_000).doesNotContainKey(HOUR);
        assertThat(totals.earlier()).isEqualTo(new Takings(2, Map.of("EUR", 20L), checksum("a-1", "a-2")));
        assertThat(totals.sum().payments()).isEqualTo(1_002);
    }

    @Test
    void an_order_is_shipped_once_the_carrier_has_answered() {
        var order = BehaviorTestKit.of(Fulfilment.TYPE, Fulfilment.behavior(carrier()), "books-1");

        var ordered = order.deliver(new Fulfilment.Message.PaymentCompleted("books"));
        assertThat(ordered.state().stage()).isEqualTo(Stage.ORDERED);

        var shipped = order.deliver(order.call(ordered.calls().get(0)));
        assertThat(shipped.state()).isEqualTo(new Shipment(Stage.SHIPPED, 1, 0, "parcel-call-1"));
        assertThat(shipped.published("order-shipped")).containsExactly(new OrderShipped("books-1", "parcel-call-1"));
    }

    @Test
    void a_closed_carrier_takes_no_order_until_it_opens() throws IOException {
        var order = BehaviorTestKit.of(Fulfilment.TYPE, Fulfilment.behavior(carrier()), "books-1");
        Object call = order.deliver(new Fulfilment.Message.PaymentCompleted("books"))
                .calls()
                .get(0);

        Files.createFile(folder.resolve("closed"));
        assertThatThrownBy(() -> order.call(call))
                .hasRootCauseMessage("the carrier is closed, and took no order books-1");

        Files.delete(folder.resolve("closed"));
        assertThat(order.call(call)).isInstanceOf(Fulfilment.Message.Shipped.class);
    }

    @Test
    void a_payment_that_comes_again_orders_nothing_and_shows() {
        var order = BehaviorTestKit.of(Fulfilment.TYPE, Fulfilment.behavior(carrier()), "books-1");
        order.deliver(new Fulfilment.Message.PaymentCompleted("books"));

        var again = order.deliver(new Fulfilment.Message.PaymentCompleted("books"));

        assertThat(again.calls()).isEmpty();
        assertThat(again.state().doubles()).isEqualTo(1);
    }

    @Test
    void a_parcel_for_an_order_that_nobody_paid_is_rejected() {
        var order = BehaviorTestKit.of(Fulfilment.TYPE, Fulfilment.behavior(carrier()), "books-1");

        assertThat(order.deliver(new Fulfilment.Message.Shipped("parcel-1")).rejection())
                .contains("nothing was ordered");
    }

    private static Checksum checksum(String... ids) {
        Checksum checksum = Checksum.NONE;
        for (String id : ids) {
            checksum = checksum.plus(id);
        }
        return checksum;
    }

    private Carrier carrier() {
        return Carrier.closedBy(folder.resolve("closed"));
    }

    private static Analytics.Message.PaymentCompleted paymentAt(String id, Instant at) {
        return new Analytics.Message.PaymentCompleted(id, 10, "EUR", at);
    }
}
