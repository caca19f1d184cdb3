package dev.restante.testkit.simulation;

/** What is asked of a history. */
public enum Mode {
    /** Faults go on to the end: nothing wrong may ever happen, but nothing needs to get done. */
    SAFETY,
    /** Faults end: what is safe must stay so, and everything must drain and balance. */
    LIVENESS
}
