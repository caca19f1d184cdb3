package dev.restante.testkit;

/** What clients do in a {@link Simulation}. Called once for each history; must do the same each time but for what the seed decides. */
@FunctionalInterface
public interface Scenario {

    /**
     * Sends, waits and breaks things on {@code cluster}. When it returns, everything that was sent is still under way; clients finish, faults end
     * and the work drains by themselves.
     */
    void play(SimulatedCluster cluster);
}
