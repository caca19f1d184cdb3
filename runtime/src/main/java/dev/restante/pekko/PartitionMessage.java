package dev.restante.pekko;

import dev.restante.engine.Request;

/** What a partition actor is told beside the messages of the protocol between partitions and couriers. */
sealed interface PartitionMessage {

    /** Start if you are not running, and say when you serve. The only message that goes through sharding. */
    record KeepAlive(int partition) implements PartitionMessage {}

    /** The answer to {@link KeepAlive}: recovered, and its epoch is on disk. */
    record Alive(int partition) implements PartitionMessage {}

    /** To those who asked whether it is alive: the partition is handed over, so its end will be no failure. */
    record Moving(int partition) implements PartitionMessage {}

    /** An operator's or reader's request; the answer goes to the sender. */
    record Ask(Request request) implements PartitionMessage {}

    /** Sharding hands the partition over: let the write in flight end, then stop. */
    enum HandOff implements PartitionMessage {
        INSTANCE
    }

    /** Something that the partition waited for, and cannot go on without, failed. */
    record Failed(String what, Throwable cause) implements PartitionMessage {}

    /** What a partition tells itself. */
    enum Own implements PartitionMessage {
        /** The wake-up that the engine asked for is due. */
        WAKE,
        /** Inline turns are waiting for the thread. */
        CONTINUE,
        /** Time to look for handlers that are over their time limit. */
        INSPECT,
        /** The hand-off has taken too long. */
        STOP_NOW
    }

    /** Asks for the {@linkplain dev.restante.engine.PartitionFigures figures}; the answer goes to the sender. */
    enum Measure implements PartitionMessage {
        INSTANCE
    }
}
