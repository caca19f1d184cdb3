package dev.restante.actors.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.ActorId;
import dev.restante.Json;
import dev.restante.Payload;
import dev.restante.SideEffect.Tell;
import dev.restante.Subscription;
import dev.restante.actors.topic.TopicMessage.Publish;
import dev.restante.actors.topic.TopicMessage.Subscribe;
import dev.restante.actors.topic.TopicMessage.SubscribeByField;
import dev.restante.actors.topic.TopicMessage.Subscriptions;
import dev.restante.actors.topic.TopicMessage.Unsubscribe;
import dev.restante.actors.topic.TopicStatus.Subscriber;
import dev.restante.testkit.Arrival;
import dev.restante.testkit.BehaviorTestKit;
import dev.restante.testkit.Handled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicTest {

    private static final ActorId LEDGER = new ActorId("ledger", "main");
    private static final ActorId REPORT = new ActorId("report", "main");
    private static final Publish PAID =
            new Publish("Paid", 2, new Json("{\"order\":\"o-7\",\"lines\":[{\"order\":\"no\"}],\"number\":7}"));

    private final BehaviorTestKit<TopicMessage, TopicState> topic = topicWith(List.of());

    @Test
    void an_event_goes_to_every_subscriber_as_a_message_of_its_name() {
        topic.deliver(new Subscribe("report", REPORT));
        topic.deliver(new Subscribe("ledger", LEDGER));

        Handled<TopicState> published = topic.deliver(PAID);

        assertThat(published.tells()).extracting(Tell::to).containsExactly(LEDGER, REPORT);
        assertThat(published.tells())
                .extracting(Tell::message)
                .containsOnly(new Payload("Paid", 2, PAID.body().text().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void all_subscribers_share_the_bytes_of_an_event() {
        topic.deliver(new Subscribe("report", REPORT));
        topic.deliver(new Subscribe("ledger", LEDGER));

        List<Tell> tells = topic.deliver(PAID).tells();

        assertThat(tells.get(0).message()).isSameAs(tells.get(1).message());
    }

    @Test
    void a_subscription_by_field_picks_an_actor_for_each_event() {
        topic.deliver(new SubscribeByField("packing", "parcel", "order"));
        topic.deliver(new SubscribeByField("numbered", "parcel", "number"));

        Handled<TopicState> published = topic.deliver(PAID);

        assertThat(published.tells())
                .extracting(Tell::to)
                .containsExactly(new ActorId("parcel", "7"), new ActorId("parcel", "o-7"));
    }

    @Test
    void an_event_without_the_key_is_counted_and_reaches_the_other_subscribers() {
        topic.deliver(new SubscribeByField("packing", "parcel", "order"));
        topic.deliver(new SubscribeByField("nested", "parcel", "lines"));
        topic.deliver(new Subscribe("ledger", LEDGER));

        Handled<TopicState> published = topic.deliver(new Publish("Paid", 1, new Json("{\"order\":\"\"}")));

        assertThat(published.tells()).extracting(Tell::to).containsExactly(LEDGER);
        assertThat(status().subscriptions()).extracting(Subscriber::unaddressed).containsExactly(0L, 1L, 1L);
    }

    @Test
    void an_event_that_is_no_object_reaches_those_who_need_no_key() {
        topic.deliver(new SubscribeByField("packing", "parcel", "order"));
        topic.deliver(new Subscribe("ledger", LEDGER));

        Handled<TopicState> published = topic.deliver(new Publish("Paid", 1, new Json("[\"order\"]")));

        assertThat(published.tells()).extracting(Tell::to).containsExactly(LEDGER);
    }

    @Test
    void subscribing_again_under_the_same_name_replaces() {
        topic.deliver(new Subscribe("books", REPORT));

        TopicStatus status = topic.deliver(new Subscribe("books", LEDGER)).reply(TopicStatus.class);

        assertThat(status.subscriptions()).containsExactly(new Subscriber(Subscription.of("books", LEDGER), false, 0));
    }

    @Test
    void nobody_gets_events_after_unsubscribing() {
        topic.deliver(new Subscribe("books", LEDGER));
        topic.deliver(new Unsubscribe("books"));

        assertThat(topic.deliver(PAID).tells()).isEmpty();
        assertThat(topic.deliver(new Unsubscribe("books")).rejection()).contains("there is no subscription 'books'");
    }

    @Test
    void a_topic_counts_its_events() {
        topic.deliver(PAID);
        topic.deliver(PAID);

        assertThat(status().published()).isEqualTo(2);
    }

    @Test
    void a_declared_subscription_needs_no_call_and_no_call_ends_it() {
        var declared = topicWith(List.of(Subscription.of("ledger", LEDGER)));

        assertThat(declared.deliver(PAID).tells()).extracting(Tell::to).containsExactly(LEDGER);
        assertThat(declared.deliver(new Unsubscribe("ledger")).rejection())
                .contains("subscription 'ledger' is declared by an application");
        assertThat(declared.deliver(new Subscribe("ledger", REPORT)).rejection())
                .contains("subscription 'ledger' is declared by an application");
    }

    @Test
    void declared_subscriptions_count_for_their_topic_only() {
        var other = BehaviorTestKit.of(
                Topic.TYPE, Topic.behavior(Map.of("paid", List.of(Subscription.of("ledger", LEDGER)))), "shipped");

        assertThat(other.deliver(PAID).tells()).isEmpty();
    }

    @Test
    void a_topic_takes_a_bounded_number_of_subscriptions() {
        List<Subscription> declared = new ArrayList<>();
        for (int i = 1; i < 1_000; i++) {
            declared.add(Subscription.of("s" + i, LEDGER));
        }
        var full = topicWith(declared);
        full.deliver(new Subscribe("last", LEDGER));

        assertThat(full.deliver(new Subscribe("one-more", LEDGER)).rejection())
                .contains("a topic takes at most 1000 subscriptions");
        assertThat(full.deliver(new Subscribe("last", REPORT)).rejection()).isEmpty();
        assertThat(full.deliver(PAID).tells()).hasSize(1_000);
    }

    @Test
    void a_topic_does_not_subscribe_to_a_topic() {
        assertThat(topic.deliver(new Subscribe("echo", new ActorId("topic", "other")))
                        .rejection())
                .contains("a topic cannot subscribe to a topic");
    }

    @Test
    void an_actor_is_answered_like_the_outside() {
        Handled<TopicState> subscribed = topic.deliver(new Subscribe("ledger", LEDGER), Arrival.from(LEDGER));
        Handled<TopicState> asked = topic.deliver(new Subscriptions(), Arrival.from(LEDGER));

        assertThat(subscribed.reply(TopicStatus.class).subscriptions()).hasSize(1);
        assertThat(asked.reply(TopicStatus.class)).isEqualTo(subscribed.reply(TopicStatus.class));
    }

    @Test
    void names_are_checked() {
        assertThatThrownBy(() -> new Subscribe("a/b", LEDGER)).hasMessageContaining("cannot name a subscription");
        assertThatThrownBy(() -> new Publish("Paid\"", 1, new Json("{}"))).hasMessageContaining("cannot name an event");
        assertThatThrownBy(() -> Subscription.byField("x", "parcel", "")).hasMessageContaining("1 to 255");
    }

    private TopicStatus status() {
        return topic.deliver(new Subscriptions()).reply(TopicStatus.class);
    }

    private static BehaviorTestKit<TopicMessage, TopicState> topicWith(List<Subscription> declared) {
        return BehaviorTestKit.of(Topic.TYPE, Topic.behavior(Map.of("paid", declared)), "paid");
    }
}
