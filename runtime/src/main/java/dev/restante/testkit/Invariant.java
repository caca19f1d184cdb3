package dev.restante.testkit;

/** What must hold of committed states in a {@link Simulation}. */
@FunctionalInterface
public interface Invariant {

    /** Looks at {@code states}; throws anything, such as an assertion's error, when they are not as they must be. */
    void check(CommittedStates states);
}
