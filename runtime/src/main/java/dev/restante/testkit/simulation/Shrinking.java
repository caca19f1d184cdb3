package dev.restante.testkit.simulation;

import java.util.List;
import java.util.function.Predicate;

/** Finds out how few faults a history needs to fail. */
public final class Shrinking {

    /** Each halving of a kind is a history more to run. */
    private static final int MOST_HALVINGS = 8;

    private final Predicate<Faults> fails;
    private Faults least;

    private Shrinking(Faults faults, Predicate<Faults> fails) {
        this.fails = fails;
        least = faults;
    }

    /**
     * Looks for one kind of fault that is enough, else leaves out what is not needed, and then makes the rest rarer, as long as the history still
     * fails. Other faults make another history, so that the result is not always the least there is.
     *
     * @param fails runs the history with other faults
     */
    public static Faults shrink(Faults faults, Predicate<Faults> fails) {
        Shrinking shrinking = new Shrinking(faults, fails);
        List<Fault> kinds = List.copyOf(faults.kinds());
        boolean oneIsEnough = shrinking.attempt(faults.only())
                || kinds.stream().anyMatch(kind -> shrinking.attempt(faults.only(kind)));
        if (!oneIsEnough) {
            kinds.forEach(kind -> shrinking.attempt(shrinking.least.without(kind)));
        }
        kinds.forEach(shrinking::makeRarer);
        return shrinking.least;
    }

    private void makeRarer(Fault kind) {
        for (int halving = 0; halving < MOST_HALVINGS && least.kinds().contains(kind); halving++) {
            if (!attempt(least.withHalf(kind))) {
                return;
            }
        }
    }

    private boolean attempt(Faults fewer) {
        boolean stillFails = !fewer.equals(least) && fails.test(fewer);
        if (stillFails) {
            least = fewer;
        }
        return stillFails;
    }
}
