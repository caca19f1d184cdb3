package dev.restante.testkit.simulation;

import dev.restante.ActorId;
import dev.restante.DeadLetter;
import dev.restante.behavior.Ensemble;
import dev.restante.engine.Placement;
import dev.restante.engine.Request;
import dev.restante.engine.StateImage;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** One history of users' behaviors on a cluster in virtual time: for the test kit. Used by one thread. */
public final class BehaviorCluster {

    private static final long SLICE_MILLIS = 10;

    private static final Set<Fault> INTERVALS =
            EnumSet.of(Fault.CRASH, Fault.FREEZE, Fault.USURPATION, Fault.MOVE, Fault.CUT, Fault.SLOW_STORAGE);
    private static final int OFTENER = 3;
    private static final int LONGEST_TAIL_MILLIS = 5_000;

    private final BehaviorCompany company;
    private final World world;
    private final Aftermath aftermath;
    private final Mishaps mishaps;
    private final Chance chance;

    /**
     * What a history is made of.
     *
     * @param ensembles makes the behaviors anew for each life of a node
     * @param twice whether each handling is done twice and compared
     */
    public record Setup(
            Supplier<Ensemble> ensembles, Outside outside, int nodes, int partitions, Faults faults, boolean twice) {

        ClusterSettings cluster(long seed) {
            return ClusterSettings.drawn(seed, nodes, partitions, faults);
        }
    }

    /**
     * A history at its beginning.
     *
     * @param told whether the story is written down
     */
    public BehaviorCluster(long seed, Setup setup, boolean told) {
        company = new BehaviorCompany(seed, setup, told ? Trace.Detail.STORY : Trace.Detail.NOTHING);
        world = company.world();
        aftermath = Aftermath.withTimers(world);
        mishaps = new Mishaps(world);
        chance = world.chance.fork();
    }

    /** The faults that {@code seed} draws, of these kinds; those that come at intervals come often, since scenarios are short. */
    public static Faults faults(long seed, Set<Fault> kinds) {
        Faults faults = Faults.drawn(new Chance(seed ^ 0xfa0175L));
        for (Fault kind : INTERVALS) {
            faults = faults.with(kind, faults.level(kind) / OFTENER);
        }
        return faults.only(kinds.toArray(Fault[]::new));
    }

    /** Starts all partitions, and then the faults. */
    public void begin(Runnable onCommit) {
        company.watch(onCommit);
        world.sharding.startAll();
        mishaps.begin();
    }

    /** Epoch milliseconds. */
    public long now() {
        return world.agenda.now();
    }

    public void pass(Duration time) {
        aftermath.pass(time.toMillis());
    }

    /** Lets time pass until {@code done}, or until {@code longest} is over. */
    public void passUntil(BooleanSupplier done, Duration longest) {
        long end = now() + longest.toMillis();
        while (!done.getAsBoolean() && now() < end) {
            aftermath.pass(SLICE_MILLIS);
        }
    }

    /** Lets a client send, a while after what it sent before. */
    public void post(String client, Consignment consignment) {
        company.client(client).post(consignment);
    }

    /** A number from {@code low} to {@code high}, both included, as the seed has it. */
    public int between(int low, int high) {
        return chance.between(low, high);
    }

    /**
     * Kills a node.
     *
     * @param number from 1
     */
    public void crash(int number) {
        node(number).takeDown();
    }

    public void restart(int number) {
        node(number).bringUp();
    }

    public void cut(int number) {
        world.network.cut(node(number).number, true);
    }

    public void mend(int number) {
        world.network.mend(node(number).number);
    }

    private Node node(int number) {
        if (number < 1 || number > world.nodes.size()) {
            throw new IllegalArgumentException("there are nodes 1 to " + world.nodes.size() + ", and no " + number);
        }
        return world.nodes.get(number - 1);
    }

    public void setOutsideDown(boolean isDown) {
        company.outside().setDown(isDown);
    }

    /** What is committed of {@code actor} at this moment. */
    public StateImage image(ActorId actor) {
        return company.states().of(actor);
    }

    /** The actors that were ever active, sorted. */
    public List<ActorId> actors() {
        return company.actors();
    }

    /**
     * Lets the clients finish, ends all faults, waits until the work is done, restarts everything, and checks that nothing was lost. Returns the
     * dead letters.
     */
    public List<DeadLetter> finish() {
        pass(Duration.ofMillis(Math.max(0, company.lastSend() - now()) + chance.between(0, LONGEST_TAIL_MILLIS)));
        mishaps.end();
        setOutsideDown(false);
        if (world.faults().level(Fault.CLOCK_JUMP) > 0) {
            aftermath.pass(Mishaps.LONGEST_JUMP_MILLIS);
        }
        Survey survey = aftermath.restartEverything(aftermath.drain());
        aftermath.checkNothingLeftBehind(survey);
        aftermath.checkBooks(survey);
        checkFates();
        return survey.deadLetters();
    }

    /** For each receipt that a client has, something must have come of its message. */
    private void checkFates() {
        long remembered = now() - world.settings.engine().outcomeMillis() / 2;
        Set<Letter> accepted = new LinkedHashSet<>(company.letters());
        accepted.removeIf(letter -> letter.id() == null || letter.acceptedAt() < remembered);
        Map<Letter, Object> fates = new HashMap<>();
        for (int round = 0; round < Aftermath.ROUNDS_TO_DRAIN && fates.size() < accepted.size(); round++) {
            accepted.stream().filter(letter -> !fates.containsKey(letter)).forEach(letter -> askFate(letter, fates));
            pass(Duration.ofMillis(Aftermath.ROUND_MILLIS));
        }
        for (Letter letter : accepted) {
            Object fate = fates.get(letter);
            if (fate == null) {
                throw World.violation("I12: nobody answers what became of " + letter, letter.to());
            } else if (fate.equals(Optional.empty())) {
                throw World.violation("I1: " + letter + " was accepted and is lost", letter.to());
            }
        }
    }

    private void askFate(Letter letter, Map<Letter, Object> fates) {
        PartitionHost owner = world.sharding.owner(Placement.partitionOf(letter.to(), world.logs.size()));
        if (owner != null) {
            Request.Status status = new Request.Status(letter.to(), String.valueOf(letter.id()));
            owner.ask(status, answer -> fates.put(letter, answer), () -> {});
        }
    }

    public History history() {
        return new History(world.seed, world.agenda.happened(), world.agenda.elapsed(), world.tally.counts());
    }

    /** Of all that was committed, in its order: the same for the same history. */
    public long digest() {
        return company.digest();
    }

    /** The story, if it was written down. */
    public String story() {
        return world.trace.story();
    }
}
