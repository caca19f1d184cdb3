package dev.restante.actors.topic;

import dev.restante.ActorId;
import dev.restante.ActorType;
import dev.restante.DurableBehavior;
import dev.restante.Effect;
import dev.restante.MessageContext;
import dev.restante.Payload;
import dev.restante.SideEffect;
import dev.restante.Subscription;
import dev.restante.actors.topic.TopicMessage.Publish;
import dev.restante.actors.topic.TopicMessage.Subscribe;
import dev.restante.actors.topic.TopicMessage.SubscribeByField;
import dev.restante.actors.topic.TopicMessage.Subscriptions;
import dev.restante.actors.topic.TopicMessage.Unsubscribe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Hands every event to every subscription. Subscribers are actors: each gets events through its own mailbox, at its own pace, so that a slow
 * or failing one holds up no other, and the events that one actor published arrive at each subscriber in their order. An event is serialized
 * by its publisher, and its bytes are stored once, however many subscriptions there are.
 *
 * <p>A topic is the actor of type {@code topic} whose key is the topic's name. Its subscriptions are those that applications declare with
 * {@link dev.restante.Registry#subscribe} and those added with {@link Subscribe} at run time.
 */
public final class Topic {

    public static final ActorType<TopicMessage> TYPE = ActorType.of(SideEffect.Publish.TOPIC_TYPE, TopicMessage.class);

    /** Each event is a send to each of them, in one commit. */
    private static final int MOST_SUBSCRIPTIONS = 1_000;

    private final Map<String, List<Subscription>> declared;

    private Topic(Map<String, List<Subscription>> declared) {
        this.declared = Map.copyOf(declared);
    }

    /** The behavior of all topics. */
    static DurableBehavior<TopicMessage, TopicState> behavior(Map<String, List<Subscription>> declared) {
        Topic topic = new Topic(declared);
        return DurableBehavior.of(TopicMessage.class, TopicState.EMPTY)
                .on(Publish.class, topic::publish)
                .on(Subscribe.class, (state, message, context) -> topic.add(state, message.subscription(), context))
                .on(
                        SubscribeByField.class,
                        (state, message, context) -> topic.add(state, message.subscription(), context))
                .on(Unsubscribe.class, topic::remove)
                .on(Subscriptions.class, topic::tell)
                .replies(TopicStatus.class)
                .build();
    }

    private Effect<TopicState> publish(TopicState state, Publish event, MessageContext context) {
        Map<String, Subscription> subscriptions = subscriptions(state, context.self());
        Map<String, String> keys = KeyFields.of(event.body(), keyFields(subscriptions));
        List<ActorId> subscribers = new ArrayList<>(subscriptions.size());
        List<String> missed = new ArrayList<>();
        for (Subscription subscription : subscriptions.values()) {
            subscriber(subscription, keys).ifPresentOrElse(subscribers::add, () -> missed.add(subscription.name()));
        }
        Payload payload =
                new Payload(event.event(), event.version(), event.body().text().getBytes(StandardCharsets.UTF_8));
        return Effect.update(state.published(event, missed)).thenTellAll(subscribers, payload);
    }

    private Effect<TopicState> add(TopicState state, Subscription subscription, MessageContext context) {
        if (subscription.type().equals(TYPE.name())) {
            return Effect.reject("a topic cannot subscribe to a topic");
        }
        if (isDeclared(subscription.name(), context.self())) {
            return Effect.reject("subscription '" + subscription.name() + "' is declared by an application");
        }
        Map<String, Subscription> present = subscriptions(state, context.self());
        if (present.size() >= MOST_SUBSCRIPTIONS && !present.containsKey(subscription.name())) {
            return Effect.reject("a topic takes at most " + MOST_SUBSCRIPTIONS + " subscriptions");
        }
        return answered(state.with(subscription), context);
    }

    private Effect<TopicState> remove(TopicState state, Unsubscribe message, MessageContext context) {
        if (isDeclared(message.name(), context.self())) {
            return Effect.reject("subscription '" + message.name() + "' is declared by an application");
        }
        if (!state.added().containsKey(message.name())) {
            return Effect.reject("there is no subscription '" + message.name() + "'");
        }
        return answered(state.without(message.name()), context);
    }

    private Effect<TopicState> tell(TopicState state, Subscriptions message, MessageContext context) {
        return Effect.reply(status(state, context.self()));
    }

    private Effect<TopicState> answered(TopicState next, MessageContext context) {
        return Effect.update(next).thenReply(status(next, context.self()));
    }

    private TopicStatus status(TopicState state, ActorId self) {
        List<TopicStatus.Subscriber> subscribers = new ArrayList<>();
        for (Subscription each : subscriptions(state, self).values()) {
            subscribers.add(new TopicStatus.Subscriber(
                    each, isDeclared(each.name(), self), state.unaddressed().getOrDefault(each.name(), 0L)));
        }
        return new TopicStatus(state.log().published(), subscribers);
    }

    private boolean isDeclared(String name, ActorId self) {
        return declaredFor(self).stream().anyMatch(each -> each.name().equals(name));
    }

    /** By name. One declared in a later release than it was added takes the other's place. */
    private Map<String, Subscription> subscriptions(TopicState state, ActorId self) {
        Map<String, Subscription> all = new LinkedHashMap<>();
        declaredFor(self).forEach(each -> all.put(each.name(), each));
        new TreeMap<>(state.added()).forEach(all::putIfAbsent);
        return all;
    }

    private List<Subscription> declaredFor(ActorId self) {
        return declared.getOrDefault(self.key(), List.of());
    }

    private static Set<String> keyFields(Map<String, Subscription> subscriptions) {
        Set<String> fields = new HashSet<>();
        subscriptions.values().forEach(each -> each.keyField().ifPresent(fields::add));
        return fields;
    }

    private static Optional<ActorId> subscriber(Subscription subscription, Map<String, String> keys) {
        Optional<String> key =
                subscription.key().or(() -> subscription.keyField().map(keys::get));
        try {
            return key.map(given -> new ActorId(subscription.type(), given));
        } catch (IllegalArgumentException e) {
            // Empty or too long for a key: counted like a missing one, since no attempt can go better.
            return Optional.empty();
        }
    }
}
