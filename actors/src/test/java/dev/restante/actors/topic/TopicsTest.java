package dev.restante.actors.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.ActorId;
import dev.restante.Application;
import dev.restante.Json;
import dev.restante.Registration;
import dev.restante.Registry;
import dev.restante.SideEffect.Tell;
import dev.restante.Subscription;
import dev.restante.testkit.BehaviorTestKit;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private static final ActorId LEDGER = new ActorId("ledger", "main");

    @Test
    @SuppressWarnings("unchecked")
    void topics_know_what_the_applications_before_declared() {
        Registry registry = Registry.of(List.of(new Shop(), new Topics()));

        var topics = (Registration<TopicMessage>) registry.registrations().get(0);
        var paid = BehaviorTestKit.of(Topic.TYPE, topics.behavior(), "paid");
        assertThat(paid.deliver(new TopicMessage.Publish("Paid", 1, new Json("{}")))
                        .tells())
                .extracting(Tell::to)
                .containsExactly(LEDGER);
    }

    private static final class Shop implements Application {

        @Override
        public String name() {
            return "shop";
        }

        @Override
        public void register(Registry registry) {
            registry.subscribe("paid", Subscription.of("ledger", LEDGER));
        }
    }
}
