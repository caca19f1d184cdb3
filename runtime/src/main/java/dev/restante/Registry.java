package dev.restante;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the actor types of a node before it starts. Not thread-safe. */
public final class Registry {

    private final Map<String, Registration<?>> registrations = new LinkedHashMap<>();

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

    /** What was registered so far, in order. */
    public List<Registration<?>> registrations() {
        return List.copyOf(new ArrayList<>(registrations.values()));
    }
}
