package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.Payload;
import dev.restante.store.Row;
import java.util.List;

/** What can happen to a partition. */
public sealed interface Input {

    /** A protocol message came in. */
    record Arrived(Peer from, Protocol message) implements Input {}

    /** A cell finished the hand-over {@code turn}. */
    record TurnDone(ActorId actor, long turn, TurnResult result) implements Input {}

    /** The record with this log sequence number is durable. */
    record Committed(long sequence) implements Input {}

    /** The state store has taken the partition's claim. */
    record EpochClaimed() implements Input {}

    /** Rows that {@link Output.ReadRows} or {@link Output.ScanRows} asked for. */
    record RowsRead(long request, List<Row> rows) implements Input {}

    /** The rows of {@link Output.WriteRows} are durable. */
    record RowsWritten() implements Input {}

    /** The checkpoint of {@link Output.SaveCheckpoint} is durable. */
    record CheckpointSaved(long sequence) implements Input {}

    /** The outside world answered a call with a message for the actor itself. */
    record CallAnswered(long call, Payload message) implements Input {}

    /** A call failed or timed out; it is made again. The reason is for whoever reads what happened. */
    record CallFailed(long call, String reason) implements Input {}

    /** The time asked for with {@link Output.WakeAt} has come. */
    record Woken() implements Input {}

    /** An operator or a reader wants something; answered with {@link Output.Answer} of the same token. */
    record Asked(Object token, Request request) implements Input {}

    /** The partition is to stop: it takes nothing more, lets the write in flight end and marks the log as cleanly left. */
    record Stop() implements Input {}
}
