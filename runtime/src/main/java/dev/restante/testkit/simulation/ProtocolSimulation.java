package dev.restante.testkit.simulation;

import dev.restante.Audit;
import dev.restante.engine.Request;
import java.util.ArrayList;
import java.util.List;

/**
 * One history of a small cluster in virtual time, decided by its seed alone: load, faults, then healing, after which everything must drain
 * and the books must balance. Not thread-safe; independent simulations may run in parallel.
 */
public final class ProtocolSimulation {

    /** Far more than any history needs; one that does not end is livelocked. */
    private static final long MOST_EVENTS = 3_000_000;

    /** Kinds of rows: pending messages, outbox, timers, calls. */
    private static final String ROWS_OF_WHAT_WAITS = "POTC";

    private static final int ROUNDS_TO_DRAIN = 60;
    private static final long ROUND_MILLIS = 5_000;

    private final long seed;
    private final SimulationSettings settings;

    public ProtocolSimulation(long seed, SimulationSettings settings) {
        this.seed = seed;
        this.settings = settings;
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
            return new Run(new World(seed, settings, false)).toEnd();
        } catch (RuntimeException e) {
            throw again();
        }
    }

    /** Runs the history once more, writing down what happens. */
    private InvariantViolation again() {
        World world = new World(seed, settings, true);
        try {
            new Run(world).toEnd();
        } catch (InvariantViolation e) {
            return e.withReport(seed, settings + world.trace.report(e.subjects()));
        } catch (RuntimeException e) {
            InvariantViolation found = new InvariantViolation("failed: " + e, List.of(), e);
            return found.withReport(seed, settings + world.trace.report(List.of()));
        }
        return new InvariantViolation("seed " + seed + " failed once and not again", List.of(), null);
    }

    private final class Run {
        private final World world;
        private final List<Client> clients = new ArrayList<>();
        private final Mishaps mishaps;

        Run(World world) {
            this.world = world;
            mishaps = new Mishaps(world);
            for (int number = 1; number <= settings.clients(); number++) {
                clients.add(new Client(world, number));
            }
        }

        History toEnd() {
            world.sharding.startAll();
            clients.forEach(Client::begin);
            new Operator(world).begin();
            mishaps.begin();
            pass(settings.loadMillis());
            mishaps.end();
            Survey drained = drain();
            restartEverything();
            Survey recovered = drain();
            checkSame(drained.audit(), recovered.audit());
            checkNothingLeftBehind();
            List<SentMessage> sent = List.copyOf(world.promises.sent());
            new Closing(world, recovered, sent, readDiaries()).check();
            return new History(seed, world.agenda.happened(), world.agenda.elapsed(), world.tally.counts());
        }

        private void pass(long millis) {
            if (!world.agenda.runUntil(world.agenda.now() + millis, MOST_EVENTS)) {
                throw World.violation("I12: the history does not end");
            }
        }

        /** Waits until nothing waits, travels or is in doubt. */
        private Survey drain() {
            Survey survey = Survey.begin(world);
            for (int round = 0; round < ROUNDS_TO_DRAIN; round++) {
                resumePaused(survey);
                pass(ROUND_MILLIS);
                boolean quietBefore = isQuiet();
                Audit before = survey.audit();
                survey = Survey.begin(world);
                pass(ROUND_MILLIS);
                boolean nothingHappens = quietBefore && before.equals(survey.audit());
                if (survey.isComplete() && survey.isDrained() && nothingHappens) {
                    return survey;
                }
            }
            Label unanswered = world.promises.unanswered();
            List<Object> subjects = new ArrayList<>(survey.busy());
            if (unanswered != null) {
                subjects.add(unanswered);
            }
            throw World.violation(
                    "I12: not drained long after the faults ended; unanswered: " + unanswered + "; " + survey,
                    subjects.toArray());
        }

        private boolean isQuiet() {
            return world.sharding.isQuiet()
                    && world.promises.unanswered() == null
                    && clients.stream().allMatch(Client::isDone);
        }

        /** Mailboxes pause when a message cannot be read or was given up; now that faults are over, an operator lets them go on. */
        private void resumePaused(Survey survey) {
            survey.actors().stream().filter(status -> status.paused()).forEach(status -> {
                PartitionHost owner = world.sharding.owner(status.partition());
                if (owner != null) {
                    owner.ask(new Request.Resume(status.actor()), answer -> {}, () -> {});
                }
            });
        }

        private void restartEverything() {
            world.nodes.forEach(Node::crash);
            pass(ROUND_MILLIS);
            world.nodes.forEach(Node::restart);
        }

        private void checkSame(Audit before, Audit after) {
            if (!before.equals(after)) {
                throw World.violation("I5: the audit was " + before + " and is " + after + " after a restart");
            }
        }

        /** Nothing waits or travels, so the recount's checkpoint must have left no row of such. */
        private void checkNothingLeftBehind() {
            for (int partition = 0; partition < world.rows.size(); partition++) {
                long left = world.rows.get(partition).count(ROWS_OF_WHAT_WAITS);
                if (left > 0) {
                    throw World.violation("I10: " + left + " rows of messages that are gone in partition " + partition);
                }
            }
        }

        /** Lets every actor be activated from what is stored of it, by a last message, and reads the diary it starts from. */
        private List<Diary> readDiaries() {
            world.images.clear();
            Client inspector = new Client(world, settings.clients() + 1);
            for (int round = 0; round < ROUNDS_TO_DRAIN && world.images.size() < world.cast.size(); round++) {
                for (int actor = 0; actor < world.cast.size(); actor++) {
                    if (!world.images.containsKey(actor)) {
                        inspector.inspect(actor);
                    }
                }
                pass(ROUND_MILLIS);
            }
            List<Diary> diaries = new ArrayList<>();
            for (int actor = 0; actor < world.cast.size(); actor++) {
                Diary diary = world.images.get(actor);
                if (diary == null) {
                    throw World.violation("I12: a" + actor + " does not answer at the end", "a" + actor);
                }
                diaries.add(diary);
            }
            return diaries;
        }
    }
}
