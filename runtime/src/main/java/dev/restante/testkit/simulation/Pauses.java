package dev.restante.testkit.simulation;

import dev.restante.ActorId;
import java.util.HashSet;
import java.util.Set;

/** The mailboxes whose pause an operator was told of, and which nobody has asked to go on since: nothing of them may be begun. */
final class Pauses {

    private final Set<ActorId> paused = new HashSet<>();
    private final Set<ActorId> disputed = new HashSet<>();
    private boolean ended;

    /** Somebody asks it to go on, which may take effect now, later, or never. */
    void resumeAsked(ActorId actor) {
        paused.remove(actor);
        disputed.add(actor);
    }

    /** From now on somebody lets all of them go on. */
    void end() {
        ended = true;
    }

    void paused(ActorId actor) {
        if (!disputed.contains(actor)) {
            paused.add(actor);
        }
    }

    boolean contains(ActorId actor) {
        return !ended && paused.contains(actor);
    }
}
