package dev.restante;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistryTest {

    private static final Subscription LEDGER = Subscription.of("ledger", new ActorId("ledger", "main"));
    private static final Subscription PACKING = Subscription.byField("packing", "parcel", "order");

    @Test
    void subscriptions_are_collected_by_topic_in_order() {
        Registry registry = new Registry()
                .subscribe("paid", PACKING)
                .subscribe("shipped", LEDGER)
                .subscribe("paid", LEDGER);

        assertThat(registry.subscriptions())
                .isEqualTo(Map.of("paid", List.of(PACKING, LEDGER), "shipped", List.of(LEDGER)));
    }

    @Test
    void a_topic_has_one_subscription_of_a_name() {
        Registry registry = new Registry().subscribe("paid", LEDGER);

        assertThatThrownBy(() -> registry.subscribe("paid", LEDGER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("topic 'paid' has two subscriptions named 'ledger'");
    }

    @Test
    void a_subscription_names_its_subscriber_in_one_way() {
        assertThatThrownBy(() -> new Subscription("s", "parcel", Optional.empty(), Optional.empty()))
                .hasMessageContaining("either a key or a field");
        assertThatThrownBy(() -> new Subscription("s", "parcel", Optional.of("k"), Optional.of("f")))
                .hasMessageContaining("either a key or a field");
    }

    @Test
    void a_subscription_to_an_impossible_actor_is_refused() {
        assertThatThrownBy(() -> new Subscription("s", "parcel", Optional.of(""), Optional.empty()))
                .hasMessageContaining("key must not be empty");
        assertThatThrownBy(() -> Subscription.byField("s", "Parcel", "order")).hasMessageContaining("actor type");
    }
}
