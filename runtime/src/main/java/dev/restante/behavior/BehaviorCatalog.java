package dev.restante.behavior;

import dev.restante.Registration;
import dev.restante.TypeCatalog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The registered behaviors of a node, checked and ready to run.
 *
 * @param programs by name of the actor type
 */
public record BehaviorCatalog(Map<String, Program> programs, TypeCatalog types) {

    public BehaviorCatalog {
        programs = Map.copyOf(programs);
    }

    /** As {@link #of(List, Platform)} without a platform. */
    public static BehaviorCatalog of(List<Registration<?>> registrations) {
        return of(registrations, Platform.NONE);
    }

    /**
     * Checks {@code registrations} and makes programs of them.
     *
     * @param platform what handlers get at with {@code MessageContext.unwrap}; asked only while a handler runs
     * @throws IllegalArgumentException when anything that a behavior takes or keeps cannot be serialized, or a name is used twice; says which
     */
    public static BehaviorCatalog of(List<Registration<?>> registrations, Platform platform) {
        Codecs codecs = new Codecs();
        Map<String, RegisteredType<?, ?>> registered = new HashMap<>();
        for (Registration<?> registration : registrations) {
            RegisteredType<?, ?> type = RegisteredType.of(registration, codecs);
            if (registered.putIfAbsent(type.name(), type) != null) {
                throw new IllegalArgumentException("actor type '" + type.name() + "' is registered twice");
            }
        }
        RegisteredTypes types = new RegisteredTypes(registered, codecs);
        Surroundings surroundings = new Surroundings(codecs, types, platform);
        Map<String, Program> programs = new HashMap<>();
        registered.forEach((name, type) -> programs.put(name, new BehaviorProgram<>(type, surroundings)));
        return new BehaviorCatalog(programs, types);
    }
}
