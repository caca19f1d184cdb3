package dev.restante.testkit.simulation;

/** A fault that no correct engine can survive, put in on purpose: a simulator that does not notice it checks nothing. */
public enum Defect {
    /** The engine is told that a record is durable when it was only handed to the log. */
    COMMIT_BEFORE_DURABLE,
    /** The log takes a record of a replaced owner in the place of its successor's. */
    LOG_WITHOUT_FENCING,
    /** The state store takes writes of a replaced owner. */
    STORE_WITHOUT_EPOCHS,
    /** Rows are called durable before they were synced. */
    ROWS_WITHOUT_SYNC,
    /** A recovery finds an older checkpoint than the newest, and the records up to that one trimmed. */
    CHECKPOINT_LOST,
    /** A record in the middle of the log is gone at recovery, and those after it moved up. */
    RECORD_LOST
}
