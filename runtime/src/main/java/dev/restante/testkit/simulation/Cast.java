package dev.restante.testkit.simulation;

import dev.restante.ActorId;
import dev.restante.engine.TypeSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The actors of a history and their types, one type for each way a mailbox can be set up. */
final class Cast {

    private static final int ROOMY = 10_000;
    private static final long ROOMY_BYTES = 10L << 20;

    private final List<ActorId> actors = new ArrayList<>();
    private final Map<ActorId, Integer> indices = new LinkedHashMap<>();
    private final Map<String, TypeSettings> types = new LinkedHashMap<>();

    /** The actor that sends every event on to all who subscribe. */
    static final int TOPIC = 0;

    Cast(int actorsPerType) {
        register(type("topic", ROOMY, ROOMY_BYTES, false, 3, false, false), 1);
        register(type("open", ROOMY, ROOMY_BYTES, false, 3, false, false), actorsPerType);
        register(type("narrow", 3, ROOMY_BYTES, false, 3, false, false), actorsPerType);
        register(type("thin", ROOMY, 1_500, false, 2, false, false), actorsPerType);
        register(type("patient", 3, ROOMY_BYTES, true, 3, false, false), actorsPerType);
        register(type("stubborn", ROOMY, ROOMY_BYTES, false, 2, true, false), actorsPerType);
        register(type("keeper", ROOMY, ROOMY_BYTES, false, 3, false, true), actorsPerType);
    }

    private static TypeSettings type(
            String name,
            int capacity,
            long bytes,
            boolean defers,
            int attempts,
            boolean pausesWhenExhausted,
            boolean eventSourced) {
        Set<String> messages = Set.of(ScriptedMessage.NAME);
        return new TypeSettings(
                name, messages, capacity, bytes, defers, attempts, 20, 300, pausesWhenExhausted, eventSourced);
    }

    private void register(TypeSettings type, int count) {
        types.put(type.name(), type);
        for (int i = 1; i <= count; i++) {
            ActorId id = new ActorId(type.name(), Integer.toString(i));
            indices.put(id, actors.size());
            actors.add(id);
        }
    }

    /** An actor drawn by chance; {@code hotPercent} of the time always the same. */
    int draw(Chance chance, int hotPercent) {
        return chance.percent(hotPercent) ? actors.size() - 1 : chance.between(0, actors.size() - 1);
    }

    /** Those who get every event: the first actor of each type. */
    List<Integer> subscribers() {
        return types.keySet().stream()
                .map(type -> indexOf(new ActorId(type, "1")))
                .filter(actor -> actor != TOPIC)
                .toList();
    }

    int size() {
        return actors.size();
    }

    ActorId actor(int index) {
        return actors.get(index);
    }

    List<ActorId> actors() {
        return actors;
    }

    int indexOf(ActorId actor) {
        Integer index = indices.get(actor);
        if (index == null) {
            throw new IllegalArgumentException(actor + " is not in the cast");
        }
        return index;
    }

    Map<String, TypeSettings> types() {
        return types;
    }

    TypeSettings typeOf(ActorId actor) {
        TypeSettings type = types.get(actor.type());
        if (type == null) {
            throw new IllegalArgumentException(actor.type() + " is not a type of the cast");
        }
        return type;
    }
}
