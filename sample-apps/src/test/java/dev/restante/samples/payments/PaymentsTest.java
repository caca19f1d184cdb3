package dev.restante.samples.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.Application;
import dev.restante.Registry;
import dev.restante.Subscription;
import org.junit.jupiter.api.Test;

class PaymentsTest {

    @Test
    void samples_are_found_by_name() {
        assertThat(Application.named("bank,recorder,payments"))
                .extracting(Application::name)
                .containsExactly("bank", "recorder", "payments");
    }

    @Test
    void samples_can_run_together_on_one_node() {
        Registry registry = Registry.of(Application.named("bank,recorder,payments"));

        assertThat(registry.registrations())
                .extracting(each -> each.type().name())
                .containsExactly("account", "recorder", "payment", "accounting", "analytics", "fulfilment");
    }

    @Test
    void three_subscribe_to_payments() {
        Registry registry = Registry.of(Application.named("payments"));

        assertThat(registry.subscriptions().get("payment-completed"))
                .extracting(Subscription::name)
                .containsExactly("accounting", "analytics", "fulfilment");
    }
}
