package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.Payload;
import dev.restante.store.RowChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a partition wants done. The shell carries outputs out in their order. */
public sealed interface Output {

    /** Append {@code record} to the log under {@code sequence}; at most one is under way. */
    record Append(long sequence, byte[] record) implements Output {}

    /** Claim the state store for {@code epoch}. */
    record ClaimEpoch(long epoch) implements Output {}

    /** Let the actor's cell handle messages; {@code start} is set when the cell must first be made from it. */
    record HandOver(ActorId actor, long turn, @Nullable StateImage start, List<Delivery> deliveries)
            implements Output {}

    /** Let the cell begin no more of the hand-over {@code turn} and say what it finished, as if it had come to an end. */
    record Recall(ActorId actor, long turn) implements Output {}

    /** The cell is idle and to be dropped. */
    record StopCell(ActorId actor) implements Output {}

    /** Send to another partition, wherever it is. */
    record ToPartition(int partition, Protocol message) implements Output {}

    /** Send to who wrote. */
    record ToPeer(Peer peer, Protocol message) implements Output {}

    /** Read rows by key. */
    record ReadRows(long request, List<byte[]> keys) implements Output {}

    /** Read rows in order. */
    record ScanRows(long request, byte[] from, byte[] to, int maxRows, int maxBytes) implements Output {}

    /** Write and sync rows; at most one is under way. */
    record WriteRows(long epoch, List<RowChange> changes) implements Output {}

    /** Save the index as of the record {@code sequence}; at most one is under way. */
    record SaveCheckpoint(long sequence, byte[] index) implements Output {}

    /** Drop records up to {@code through} and checkpoints before {@code checkpoint}. */
    record TrimLog(long through, long checkpoint) implements Output {}

    /** Make a call to the outside world. */
    record StartCall(long call, ActorId actor, Payload request, int attempt) implements Output {}

    /** Bring {@link Input.Woken} at this time, epoch milliseconds. Asked for only when it is earlier than what is set. */
    record WakeAt(long time) implements Output {}

    /** The answer to {@link Input.Asked}. */
    record Answer(Object token, Object value) implements Output {}

    /** Everything is written; the partition may end. */
    record Stopped() implements Output {}
}
