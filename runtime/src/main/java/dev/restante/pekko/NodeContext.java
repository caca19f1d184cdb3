package dev.restante.pekko;

import dev.restante.behavior.BehaviorCatalog;
import dev.restante.behavior.Program;
import dev.restante.engine.TypeSettings;
import dev.restante.store.StateStore;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * What the actors of one node share.
 *
 * @param blocking runs what may block
 */
record NodeContext(
        NodeSettings settings,
        BehaviorCatalog catalog,
        StateStore store,
        PartitionRoutes routes,
        FormatInUse format,
        NodeCounters counters,
        Executor blocking,
        Clock clock) {

    /** The behavior of an actor type; the engine accepts no message for a type that has none. */
    Program program(String type) {
        Program program = catalog.programs().get(type);
        if (program == null) {
            throw new IllegalStateException("no behavior is registered for actor type '" + type + "'");
        }
        return program;
    }

    Map<String, TypeSettings> types() {
        return catalog.programs().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().settings()));
    }
}
