package dev.restante.testkit;

import dev.restante.Application;
import dev.restante.Registry;
import dev.restante.testkit.SimulatedHistory.Mode;
import dev.restante.testkit.SimulatedHistory.Plan;
import dev.restante.testkit.SimulatedHistory.Result;
import dev.restante.testkit.simulation.BehaviorCluster;
import dev.restante.testkit.simulation.Fault;
import dev.restante.testkit.simulation.History;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Runs behaviors on a cluster of several nodes in virtual time, on the real engine, while a seed decides what goes wrong: nodes crash before,
 * in and after any commit and lose what was not synced, freeze, move partitions and go on as owners that were replaced; the network loses,
 * doubles and reorders; clocks differ; storage and calls to the outside world fail; clients repeat. Then faults end, the work drains, everything
 * is restarted, and whatever must hold is checked.
 *
 * <pre>{@code
 * Simulation.of(new Bank())
 *         .seeds(1, 200)
 *         .run(
 *                 cluster -> {
 *                     cluster.client("anna").tell(alice, new Deposit(500), "d-1");
 *                     cluster.client("bert").tell(alice, new Transfer("bob", 200), "t-1");
 *                 },
 *                 states -> assertThat(total(states)).isEqualTo(500));
 * }</pre>
 *
 * <p>Beside the invariants of the test, always checked are: what was accepted is handled, the books balance, a restart changes nothing, nothing
 * waits any more, there are no dead letters, and the same seed tells the same history. All messages and states pass through their bytes.
 *
 * <p>Immutable. Works with any test framework. A history runs on the caller's thread and takes some milliseconds.
 */
public final class Simulation {

    /** System property: runs this seed instead of those that the test names. */
    public static final String SEED_PROPERTY = "simulation.seed";

    /** Clocks that are set by an hour make all histories hours long. */
    private static final Set<Fault> USUAL_FAULTS = EnumSet.complementOf(EnumSet.of(Fault.CLOCK_JUMP));

    private static final int DEFAULT_SEEDS = 100;
    private static final int NODES = 3;
    private static final int PARTITIONS = 4;

    private final Settings settings;

    private record Settings(
            Supplier<Registry> behaviors,
            long firstSeed,
            long lastSeed,
            Set<Fault> faults,
            List<Invariant> always,
            boolean deadLettersAllowed,
            boolean twice) {

        Settings withSeeds(long first, long last) {
            return new Settings(behaviors, first, last, faults, always, deadLettersAllowed, twice);
        }

        Settings withFaults(Set<Fault> newFaults) {
            return new Settings(behaviors, firstSeed, lastSeed, newFaults, always, deadLettersAllowed, twice);
        }

        Settings withInvariant(Invariant added) {
            List<Invariant> more = new ArrayList<>(always);
            more.add(added);
            return new Settings(behaviors, firstSeed, lastSeed, faults, more, deadLettersAllowed, twice);
        }

        Settings allowingDeadLetters() {
            return new Settings(behaviors, firstSeed, lastSeed, faults, always, true, twice);
        }

        Settings handlingTwice() {
            return new Settings(behaviors, firstSeed, lastSeed, faults, always, deadLettersAllowed, true);
        }
    }

    private Simulation(Settings settings) {
        this.settings = settings;
    }

    /**
     * Simulates {@code applications}. They register their behaviors for every start of a node, so that what a behavior keeps beside its state is
     * lost in a crash, as it would be.
     *
     * @throws IllegalArgumentException when a behavior could not be registered, with the reason
     */
    public static Simulation of(Application... applications) {
        List<Application> all = List.of(applications);
        return of(() -> Registry.of(all));
    }

    /** As {@link #of(Application...)}, of what {@code behaviors} registers each time. */
    public static Simulation of(Supplier<Registry> behaviors) {
        return new Simulation(new Settings(behaviors, 1, DEFAULT_SEEDS, USUAL_FAULTS, List.of(), false, false));
    }

    /** Runs the history of one seed. */
    public Simulation seed(long seed) {
        return seeds(seed, seed);
    }

    /** Runs the histories of all seeds from {@code first} to {@code last}, both included; without this, of 1 to 100. */
    public Simulation seeds(long first, long last) {
        if (first > last) {
            throw new IllegalArgumentException("there are no seeds from " + first + " to " + last);
        }
        return new Simulation(settings.withSeeds(first, last));
    }

    /** Nothing goes wrong but what is of these kinds, as often as the seed decides; without this, all but {@link Fault#CLOCK_JUMP}. */
    public Simulation withFaults(Fault... kinds) {
        return new Simulation(settings.withFaults(Set.of(kinds)));
    }

    /** Nothing goes wrong but what the scenario breaks; things still take time. */
    public Simulation withoutFaults() {
        return new Simulation(settings.withFaults(Set.of()));
    }

    /** Also checks {@code invariant} after every single commit, against what would be left if everything crashed then. */
    public Simulation always(Invariant invariant) {
        return new Simulation(settings.withInvariant(invariant));
    }

    /** Messages may be given up. */
    public Simulation allowingDeadLetters() {
        return new Simulation(settings.allowingDeadLetters());
    }

    /**
     * Handles each message twice, from the same state and in the same context, and fails where the two come to different effects: the behavior
     * then depends on something that a crash would lose or change.
     */
    public Simulation handlingTwice() {
        return new Simulation(settings.handlingTwice());
    }

    /** As {@link #run(Scenario, Invariant)} with no more than what is always checked. */
    public List<History> run(Scenario scenario) {
        return run(scenario, Optional.empty());
    }

    /**
     * Runs the histories, one after the other, up to the first that fails.
     *
     * @param invariant must hold in the end, when faults are over and all work is done
     * @return what they went through
     * @throws AssertionError when anything did not hold; tells the seed, how to run it again, and what happened
     */
    public List<History> run(Scenario scenario, Invariant invariant) {
        return run(scenario, Optional.of(invariant));
    }

    private List<History> run(Scenario scenario, Optional<Invariant> atEnd) {
        Plan plan = new Plan(
                settings.behaviors, NODES, PARTITIONS, settings.deadLettersAllowed, scenario, settings.always, atEnd);
        Long chosen = Long.getLong(SEED_PROPERTY);
        long first = chosen == null ? settings.firstSeed : chosen;
        long last = chosen == null ? settings.lastSeed : chosen;
        List<History> histories = new ArrayList<>();
        for (long seed = first; seed <= last; seed++) {
            histories.add(run(plan, seed, seed == first));
        }
        return List.copyOf(histories);
    }

    /** @param again whether to see that the seed tells the same history a second time */
    private History run(Plan plan, long seed, boolean again) {
        Mode mode = new Mode(BehaviorCluster.faults(seed, settings.faults), settings.twice, false);
        Result result = new SimulatedHistory(plan, seed, mode).play();
        Inquest inquest = new Inquest(plan, seed, mode, result);
        if (result.failure().isPresent()) {
            throw inquest.failed();
        }
        if (again && !new SimulatedHistory(plan, seed, mode).play().isSameAs(result)) {
            throw inquest.unsteady();
        }
        return result.history();
    }
}
