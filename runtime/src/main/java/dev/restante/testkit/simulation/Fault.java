package dev.restante.testkit.simulation;

/** A kind of trouble. How much of it there is, its level, means for each kind what is said here; 0 is none. */
public enum Fault {
    /** Percent of protocol messages that are lost. */
    LOSS,
    /** Percent of protocol messages that arrive twice. */
    DUPLICATION,
    /** One in so many protocol messages and storage operations takes seconds. */
    STRAGGLER,
    /** Nodes crash, at intervals of so many milliseconds. */
    CRASH,
    /** One in so many outputs of a partition meets a crash of its node just before it is carried out. */
    CRASH_POINT,
    /** One in so many checkpoints meets a crash of its node as soon as it is durable. */
    CHECKPOINT_CRASH,
    /** Nodes stop and go on later where they stopped, at intervals of so many milliseconds. */
    FREEZE,
    /** Partitions are taken over from owners that run on, at intervals of so many milliseconds. */
    USURPATION,
    /** Partitions move in an orderly way, at intervals of so many milliseconds. */
    MOVE,
    /** Nodes are cut off from others, in one direction or both, at intervals of so many milliseconds. */
    CUT,
    /** One in so many storage operations fails, before or after its effect. */
    STORAGE_FAILURE,
    /** A node's storage takes 20 to 500 ms for everything for a while, at intervals of so many milliseconds. */
    SLOW_STORAGE,
    /** Clocks of nodes are off by up to so many milliseconds. */
    SKEW,
    /** A clock is set forward or back by up to an hour, at intervals of so many milliseconds. */
    CLOCK_JUMP,
    /** Percent of scripts that may throw, be unreadable or kill their node. */
    POISON,
    /** One in so many turns takes up to two seconds. */
    SLOW_TURN,
    /** One in so many messages ends its turn early. */
    SHORT_TURN,
    /** One in so many calls to the outside world fails. */
    FAILING_CALL
}
