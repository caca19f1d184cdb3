package dev.restante.testkit.simulation;

import dev.restante.ActorId;
import dev.restante.DeadLetter;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that dead letters are whole: each once, in the order of their deaths, with the reason and the attempts that led to it (I13). */
final class DeadLetterCheck {

    /** How the engine begins to say that a message stopped its node too often, and how many stops that takes. */
    private static final String STOPPED_ITS_NODE = "its node stopped";

    private static final int MOST_STOPS = 5;

    private final Play play;
    private final Set<Label> seen = new HashSet<>();
    private final Map<Shelf, Instant> lastDeath = new HashMap<>();

    /** Dead letters of one actor in one partition: what could not even be sent lies with its sender's. */
    private record Shelf(ActorId actor, int partition) {}

    DeadLetterCheck(Play play) {
        this.play = play;
    }

    void check(List<DeadLetter> letters) {
        letters.forEach(this::check);
    }

    private void check(DeadLetter letter) {
        Label label = ScriptedMessage.read(letter.payload()).label();
        if (!seen.add(label)) {
            throw World.violation("I13: " + label + " is a dead letter twice", label, letter.id());
        }
        if (!play.cast.actor(label.receiver()).equals(letter.actor())) {
            throw World.violation("I13: the dead letter " + label + " lies with " + letter.actor(), label);
        }
        if (letter.attempts() != attempts(letter)) {
            throw World.violation(
                    "I13: the dead letter " + label + " says " + letter.attempts() + " attempts and the reason '"
                            + letter.reason() + "'",
                    label,
                    letter.id());
        }
        boolean clocksAgree = play.world.faults().level(Fault.CLOCK_JUMP) == 0
                && play.world.faults().level(Fault.SKEW) == 0;
        Instant before = lastDeath.put(new Shelf(letter.actor(), letter.id().partition()), letter.diedAt());
        if (clocksAgree && before != null && letter.diedAt().isBefore(before)) {
            throw World.violation("I13: the dead letters of " + letter.actor() + " are out of order", label);
        }
    }

    /** How many attempts a dead letter with this reason must have had. */
    private int attempts(DeadLetter letter) {
        if (letter.reason().equals(ScriptedCell.FAILURE)) {
            return play.cast.typeOf(letter.actor()).attempts();
        }
        if (letter.reason().startsWith(STOPPED_ITS_NODE)) {
            return Math.max(MOST_STOPS, letter.attempts());
        }
        return letter.reason().isBlank() ? -1 : 0;
    }
}
