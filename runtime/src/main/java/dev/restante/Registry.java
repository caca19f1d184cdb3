package dev.restante;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the actor types and subscriptions of a node before it starts. Not thread-safe. */
public final class Registry {

    private final Map<String, Registration<?>> registrations = new LinkedHashMap<>();
    private final Map<String, Map<String, Subscription>> subscriptions = new LinkedHashMap<>();

    /** What all of {@code applications} register, in their order. */
    public static Registry of(List<Application> applications) {
        Registry registry = new Registry();
        for (Application application : applications) {
            application.register(registry);
        }
        return registry;
    }

    /**
     * Registers {@code behavior} for the actors of {@code type}.
     *
     * @throws IllegalArgumentException when the name of {@code type} is registered already
     */
    public <M> Registry add(ActorType<M> type, DurableBehavior<M, ?> behavior) {
        Registration<M> registration = new Registration<>(type, behavior);
        if (registrations.putIfAbsent(type.name(), registration) != null) {
            throw new IllegalArgumentException("actor type '" + type.name() + "' is registered twice");
        }
        return this;
    }

    /**
     * Declares that {@code subscription} to {@code topic} exists for as long as it is declared; it needs no call at run time, and none can end
     * it. The node hosts the topics.
     *
     * @throws IllegalArgumentException when the topic has a subscription of this name already, or {@code topic} cannot name one
     */
    public Registry subscribe(String topic, Subscription subscription) {
        ActorId id = new ActorId(SideEffect.Publish.TOPIC_TYPE, topic);
        Map<String, Subscription> ofTopic = subscriptions.computeIfAbsent(id.key(), key -> new LinkedHashMap<>());
        if (ofTopic.putIfAbsent(subscription.name(), subscription) != null) {
            throw new IllegalArgumentException(
                    "topic '" + topic + "' has two subscriptions named '" + subscription.name() + "'");
        }
        return this;
    }

    /** The subscriptions declared so far, by topic, each topic's in order. */
    public Map<String, List<Subscription>> subscriptions() {
        Map<String, List<Subscription>> declared = new LinkedHashMap<>();
        subscriptions.forEach((topic, byName) -> declared.put(topic, List.copyOf(byName.values())));
        return declared;
    }

    /** What was registered so far, in order. */
    public List<Registration<?>> registrations() {
        return List.copyOf(registrations.values());
    }
}
