package dev.restante;

/** Where the handlers of a behavior run. Whatever the choice, the messages of one actor are handled one after the other. */
public enum Dispatch {
    /** Each active actor on a thread of the shared pool when it has work: a slow one holds up nobody. The default. */
    OWN_ACTOR,
    /** On the thread of the actor's partition: the fastest for handlers of microseconds; a slow one holds up its whole partition. */
    INLINE,
    /** On a pool of threads that may block, separate from everything else. */
    BLOCKING
}
