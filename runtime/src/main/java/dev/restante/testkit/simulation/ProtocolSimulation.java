package dev.restante.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One history of a small cluster in virtual time, decided by its seed alone: load, faults, then healing, after which everything must drain
 * and the books must balance. Not thread-safe; independent simulations may run in parallel.
 */
public final class ProtocolSimulation {

    private final long seed;
    private final SimulationSettings settings;
    private final Supplier<Interference> interference;

    public ProtocolSimulation(long seed, SimulationSettings settings) {
        this(seed, settings, () -> Interference.NONE);
    }

    /** @param interference makes what stands between engine and world, anew for each run */
    ProtocolSimulation(long seed, SimulationSettings settings, Supplier<Interference> interference) {
        this.seed = seed;
        this.settings = settings;
        this.interference = interference;
    }

    /** A history whose settings, too, come from the seed. */
    public static ProtocolSimulation drawn(long seed) {
        return new ProtocolSimulation(seed, SimulationSettings.drawn(seed));
    }

    /**
     * Runs the history.
     *
     * @throws InvariantViolation when a promise was broken; its message tells the seed and what happened
     */
    public History run() {
        try {
            return run(settings);
        } catch (InvariantViolation e) {
            throw report(settings, "");
        }
    }

    /**
     * Runs the history, and when it fails looks for a smaller one that breaks the same promise: with an earlier end, fewer faults and less load.
     * The same seed always comes to the same one, unless time runs out.
     *
     * @param mayGoOn whether there is time left to look further
     * @throws InvariantViolation when a promise was broken; its message tells the seed and what happened in the smallest history found
     */
    public History runMinimised(BooleanSupplier mayGoOn) {
        try {
            return run(settings);
        } catch (InvariantViolation found) {
            Shrinker shrinker = new Shrinker(settings, smaller -> breaks(found.kind(), smaller), mayGoOn);
            SimulationSettings smallest = shrinker.shrink();
            throw report(smallest, "The smallest history found in " + shrinker.tries() + " tries.\n");
        }
    }

    private History run(SimulationSettings chosen) {
        return new Run(new Play(seed, chosen, interference.get(), false)).toEnd();
    }

    private boolean breaks(String kind, SimulationSettings chosen) {
        try {
            run(chosen);
            return false;
        } catch (InvariantViolation e) {
            return e.kind().equals(kind);
        }
    }

    /** Runs a history that fails once more, writing down what happens. */
    private InvariantViolation report(SimulationSettings chosen, String remark) {
        Play play = new Play(seed, chosen, interference.get(), true);
        try {
            new Run(play).toEnd();
        } catch (InvariantViolation e) {
            return e.withReport(seed, remark + chosen + "\n" + play.world.trace.report(e.subjects()));
        }
        return new InvariantViolation("seed " + seed + " failed once and not again", List.of(), null);
    }

    private static final class Run {
        private final Play play;
        private final World world;
        private final Aftermath aftermath;

        Run(Play play) {
            this.play = play;
            world = play.world;
            aftermath = Aftermath.of(world);
        }

        /** Whatever is thrown breaks a promise. */
        History toEnd() {
            try {
                return unfold();
            } catch (InvariantViolation e) {
                throw e;
            } catch (RuntimeException e) {
                throw new InvariantViolation("I12: failed: " + e, List.of(), e);
            }
        }

        private History unfold() {
            Mishaps mishaps = new Mishaps(world);
            world.sharding.startAll();
            play.clients.forEach(Client::begin);
            new Operator(play).begin();
            mishaps.begin();
            aftermath.pass(play.settings.load().endMillis());
            if (play.settings.mode() == Mode.SAFETY) {
                aftermath.pass(play.settings.load().endMillis());
                aftermath.checkReadable();
                return history();
            }
            mishaps.end();
            play.pauses.end();
            if (world.faults().level(Fault.CLOCK_JUMP) > 0) {
                aftermath.pass(Mishaps.LONGEST_JUMP_MILLIS);
            }
            Survey recovered = aftermath.restartEverything(aftermath.drain());
            aftermath.checkNothingLeftBehind(recovered);
            aftermath.checkBooks(recovered);
            List<SentMessage> sent = List.copyOf(play.promises.sent());
            new Closing(play, recovered, sent, readDiaries()).check();
            return history();
        }

        private History history() {
            return new History(world.seed, world.agenda.happened(), world.agenda.elapsed(), world.tally.counts());
        }

        /** Lets every actor be activated from what is stored of it, by a last message, and reads the diary it starts from. */
        private List<Diary> readDiaries() {
            play.images.clear();
            Client inspector = new Client(play, play.settings.load().clients() + 1);
            for (int round = 0; round < Aftermath.ROUNDS_TO_DRAIN && play.images.size() < play.cast.size(); round++) {
                for (int actor = 0; actor < play.cast.size(); actor++) {
                    if (!play.images.containsKey(actor)) {
                        inspector.inspect(actor);
                    }
                }
                aftermath.pass(Aftermath.ROUND_MILLIS);
            }
            List<Diary> diaries = new ArrayList<>();
            for (int actor = 0; actor < play.cast.size(); actor++) {
                Diary diary = play.images.get(actor);
                if (diary == null) {
                    throw World.violation("I12: a" + actor + " does not answer at the end", "a" + actor);
                }
                diaries.add(diary);
            }
            return diaries;
        }
    }
}
