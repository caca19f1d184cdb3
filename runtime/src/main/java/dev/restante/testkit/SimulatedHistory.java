package dev.restante.testkit;

import dev.restante.DeadLetter;
import dev.restante.Registry;
import dev.restante.behavior.Ensemble;
import dev.restante.testkit.simulation.BehaviorCluster;
import dev.restante.testkit.simulation.Faults;
import dev.restante.testkit.simulation.History;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One history: the scenario under one seed and one set of faults. */
final class SimulatedHistory {

    private final Plan plan;
    private final long seed;
    private final Mode mode;

    /** What all histories of a simulation have in common. */
    record Plan(
            Supplier<Registry> behaviors,
            int nodes,
            int partitions,
            boolean deadLettersAllowed,
            Scenario scenario,
            List<Invariant> always,
            Optional<Invariant> atEnd) {}

    /**
     * How a history is run.
     *
     * @param twice whether each message is handled twice and compared
     * @param told whether it is written down
     */
    record Mode(Faults faults, boolean twice, boolean told) {

        Mode withFaults(Faults others) {
            return new Mode(others, twice, told);
        }

        Mode handlingTwice() {
            return new Mode(faults, true, told);
        }

        Mode telling() {
            return new Mode(faults, twice, true);
        }
    }

    /**
     * What came of it.
     *
     * @param failure empty when everything held
     * @param digest of everything that was committed
     */
    record Result(History history, long digest, Optional<Throwable> failure, String story) {

        /** Whether {@code other} failed in the same way, but for numbers. */
        boolean failedLike(Result other) {
            return failure.map(Result::gist).equals(other.failure.map(Result::gist));
        }

        private static String gist(Throwable failure) {
            String message = String.valueOf(failure.getMessage()).strip();
            return failure.getClass() + message.lines().findFirst().orElse("").replaceAll("[0-9a-f-]+", "");
        }

        boolean isSameAs(Result other) {
            return digest == other.digest && history.equals(other.history) && failedLike(other);
        }
    }

    SimulatedHistory(Plan plan, long seed, Mode mode) {
        this.plan = plan;
        this.seed = seed;
        this.mode = mode;
    }

    Result play() {
        Ensemble ensemble = new Ensemble(plan.behaviors.get());
        StandIns standIns = new StandIns();
        BehaviorCluster.Setup setup = new BehaviorCluster.Setup(
                () -> new Ensemble(plan.behaviors.get()),
                standIns::start,
                plan.nodes,
                plan.partitions,
                mode.faults,
                mode.twice);
        BehaviorCluster cluster = new BehaviorCluster(seed, setup, mode.told);
        Optional<Throwable> failure = Optional.empty();
        try {
            play(cluster, ensemble, standIns);
        } catch (RuntimeException | AssertionError e) {
            failure = Optional.of(e);
        }
        return new Result(cluster.history(), cluster.digest(), failure, mode.told ? cluster.story() : "");
    }

    private void play(BehaviorCluster cluster, Ensemble ensemble, StandIns standIns) {
        CommittedStates states = new CommittedStates(cluster, ensemble);
        cluster.begin(() -> plan.always.forEach(invariant -> invariant.check(states)));
        plan.scenario.play(new SimulatedCluster(cluster, ensemble.catalog().types(), standIns, states));
        List<DeadLetter> deadLetters = cluster.finish();
        if (!plan.deadLettersAllowed && !deadLetters.isEmpty()) {
            DeadLetter first = deadLetters.get(0);
            throw new AssertionError(deadLetters.size() + " dead letters; the first is " + first.payload() + " to "
                    + first.actor() + ": " + first.reason());
        }
        plan.atEnd.ifPresent(invariant -> invariant.check(states));
    }
}
