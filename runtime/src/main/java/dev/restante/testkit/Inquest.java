package dev.restante.testkit;

import dev.restante.testkit.SimulatedHistory.Mode;
import dev.restante.testkit.SimulatedHistory.Plan;
import dev.restante.testkit.SimulatedHistory.Result;
import dev.restante.testkit.simulation.Faults;
import dev.restante.testkit.simulation.InvariantViolation;
import dev.restante.testkit.simulation.Shrinking;

/** Finds out why a history failed, and with how few faults it still does; puts it into words. */
final class Inquest {

    private final Plan plan;
    private final long seed;
    private final Mode mode;
    private final Result found;

    Inquest(Plan plan, long seed, Mode mode, Result found) {
        this.plan = plan;
        this.seed = seed;
        this.mode = mode;
        this.found = found;
    }

    /** The history failed. */
    AssertionError failed() {
        Faults least = Shrinking.shrink(
                mode.faults(), faults -> play(mode.withFaults(faults)).failedLike(found));
        Result told = play(mode.withFaults(least).telling());
        return told.failedLike(found) ? error(told, "It takes no more than " + least) : unsteady();
    }

    /** The history was another one the second time. */
    AssertionError unsteady() {
        Result twice = play(mode.handlingTwice().telling());
        if (twice.failure().isPresent() && twice.failure().get() instanceof InvariantViolation) {
            return error(twice, "Found by handling each message twice, after two runs of the seed had differed");
        }
        return new AssertionError(
                "seed " + seed + " told two different histories; something that the seed does not decide plays a part:"
                        + " a random number, a clock, a thread, or something that is kept from one run to the next, in a"
                        + " behavior, in the scenario, or in what stands in for the outside world",
                found.failure().orElse(null));
    }

    private Result play(Mode how) {
        return new SimulatedHistory(plan, seed, how).play();
    }

    private AssertionError error(Result told, String how) {
        Throwable failure = told.failure().orElseThrow();
        String reason = failure instanceof InvariantViolation violation
                ? violation.promise()
                : failure instanceof AssertionError
                        ? String.valueOf(failure.getMessage()).strip()
                        : failure.toString();
        return new AssertionError(
                "seed " + seed + ": " + reason + "\n"
                        + "Again: .seed(" + seed + "), or -D" + Simulation.SEED_PROPERTY + "=" + seed + "\n"
                        + how + "\n"
                        + "What happened:\n"
                        + told.story(),
                failure);
    }
}
