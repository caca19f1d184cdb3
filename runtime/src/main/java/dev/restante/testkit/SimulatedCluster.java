package dev.restante.testkit;

import dev.restante.OutsideCall;
import dev.restante.TypeCatalog;
import dev.restante.testkit.simulation.BehaviorCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * The cluster of one history of a {@link Simulation}, as its {@link Scenario} sees it. Time passes only in {@link #advance} and while something
 * that was sent is waited for; then everything happens that is due, and everything goes wrong that the seed decides.
 */
public final class SimulatedCluster {

    private final BehaviorCluster cluster;
    private final TypeCatalog types;
    private final StandIns standIns;
    private final CommittedStates states;

    SimulatedCluster(BehaviorCluster cluster, TypeCatalog types, StandIns standIns, CommittedStates states) {
        this.cluster = cluster;
        this.types = types;
        this.standIns = standIns;
        this.states = states;
    }

    /** The client of this name; clients of different names know nothing of each other. */
    public SimulatedClient client(String name) {
        return new SimulatedClient(cluster, types, name);
    }

    /** The time of a right clock. */
    public Instant now() {
        return Instant.ofEpochMilli(cluster.now());
    }

    /** Lets {@code time} pass, in whole milliseconds. Hours with faults take long: they are hours full of crashes. */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time does not pass backwards, by " + time);
        }
        cluster.pass(time);
    }

    /** What is committed now. */
    public CommittedStates states() {
        return states;
    }

    // Chance

    /** A number from {@code low} to {@code high}, both included, which the seed decides. Nothing else in a scenario may be random. */
    public int between(int low, int high) {
        if (low > high) {
            throw new IllegalArgumentException("there is no number from " + low + " to " + high);
        }
        return cluster.between(low, high);
    }

    /** One of {@code choices}. */
    public <T> T pick(List<T> choices) {
        return choices.get(between(0, choices.size() - 1));
    }

    // Faults, beside those that the seed brings

    /** Kills node {@code number}, counted from 1; it stays down until {@link #restart}, or the faults end. */
    public void crash(int number) {
        cluster.crash(number);
    }

    public void restart(int number) {
        cluster.restart(number);
    }

    /** Cuts node {@code number} off from all others, until {@link #mend}, or the faults end. */
    public void cut(int number) {
        cluster.cut(number);
    }

    public void mend(int number) {
        cluster.mend(number);
    }

    // The outside world

    /** Lets all calls to the outside world fail, until {@link #resumeCalls}, or the faults end. */
    public void failCalls() {
        cluster.setOutsideDown(true);
    }

    public void resumeCalls() {
        cluster.setOutsideDown(false);
    }

    /** Answers all calls for requests of this class from now on, instead of the behavior's own. What {@code answer} throws fails the attempt. */
    public <Q> void answerCalls(Class<Q> request, Function<? super Q, ?> answer) {
        standIns.put(request, answer);
    }

    /**
     * As {@link #answerCalls(Class, Function)}, for answers that depend on the call's id or attempt. Must answer within ten seconds of wall-clock
     * time, in which virtual time stands still.
     */
    public <Q> void answerCalls(Class<Q> request, OutsideCall<Q, Object> call) {
        standIns.put(request, call);
    }
}
