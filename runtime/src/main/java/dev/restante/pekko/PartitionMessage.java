package dev.restante.pekko;

import dev.restante.engine.Input;
import dev.restante.engine.Request;
import org.apache.pekko.actor.typed.ActorRef;

/** What a partition actor is told beside the messages of the protocol between partitions and couriers. */
sealed interface PartitionMessage {

    /** Start if you are not running, and say when you serve. The only message that goes through sharding. */
    record KeepAlive(int partition, ActorRef<RollCallMessage> caller) implements PartitionMessage {}

    /** An operator's or reader's request; an {@link Answered} goes to the sender. */
    record Ask(Request request) implements PartitionMessage {}

    /** The answer to {@link Ask}, of the type that the request names. */
    record Answered(Object value) implements PartitionMessage {}

    /** A cell has handled what it was given. */
    record Handled(Input.TurnDone done, ActorRef<CellActor.Message> cell) implements PartitionMessage {}

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
