package dev.restante.testkit.simulation;

import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Looks for a smaller history that breaks the same promise: one that ends earlier, with fewer and rarer faults, then with less load. Each change
 * is kept if the history still fails. Bounded in tries and by whoever makes it.
 */
final class Shrinker {

    private static final int MOST_TRIES = 100;
    private static final int BISECTIONS = 8;

    private final Attempts attempts;
    private final BooleanSupplier mayGoOn;
    private SimulationSettings smallest;
    private int tries;

    /** Tries histories. */
    interface Attempts {
        /** Whether the history of these settings breaks the promise in question. */
        boolean fails(SimulationSettings settings);
    }

    /** @param mayGoOn whether there is time left */
    Shrinker(SimulationSettings failing, Attempts attempts, BooleanSupplier mayGoOn) {
        this.smallest = failing;
        this.attempts = attempts;
        this.mayGoOn = mayGoOn;
    }

    /** The smallest settings found. */
    SimulationSettings shrink() {
        endEarlier();
        leaveOutFaults();
        change(settings -> settings.withMode(Mode.SAFETY));
        load(load -> load.withOperations(0));
        load(load -> load.withClients(1));
        boolean smaller = true;
        while (smaller) {
            smaller = load(load -> load.withMessages(Math.max(1, load.messages() / 2)));
        }
        change(settings -> settings.withActorsPerType(1));
        change(settings -> settings.withNodes(2));
        endEarlier();
        leaveOutFaults();
        return smallest;
    }

    private void leaveOutFaults() {
        Shrinking.shrink(smallest.faults(), faults -> change(settings -> settings.withFaults(faults)));
    }

    int tries() {
        return tries;
    }

    /** What was sent, and what went wrong, up to an earlier end is the same as before. */
    private void endEarlier() {
        int passes = 0;
        for (int i = 0; i < BISECTIONS && smallest.load().endMillis() - passes > 1; i++) {
            int middle = (passes + smallest.load().endMillis()) / 2;
            if (!load(load -> load.withEnd(middle))) {
                passes = middle;
            }
        }
    }

    private boolean load(UnaryOperator<Load> change) {
        return change(settings -> settings.withLoad(change.apply(settings.load())));
    }

    private boolean change(UnaryOperator<SimulationSettings> change) {
        SimulationSettings smaller = change.apply(smallest);
        if (smaller.equals(smallest) || tries >= MOST_TRIES || !mayGoOn.getAsBoolean()) {
            return false;
        }
        tries++;
        if (!attempts.fails(smaller)) {
            return false;
        }
        smallest = smaller;
        return true;
    }
}
