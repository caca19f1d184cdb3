package dev.restante.behavior;

import dev.restante.TypeCatalog;
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
}
