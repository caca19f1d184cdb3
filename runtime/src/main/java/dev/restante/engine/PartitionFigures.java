package dev.restante.engine;

/**
 * A partition in figures, for metrics.
 *
 * @param running recovered and at work
 * @param sequence last record's number
 * @param tailBytes logged since the last checkpoint that is saved: what a recovery would replay
 * @param pending messages in mailboxes
 * @param unacked messages for other partitions that those have not committed
 * @param delayed messages not due yet
 * @param calls to the outside world without an answer
 * @param cells alive
 * @param busyCells cells with a hand-over under way
 * @param memoryBytes of messages in memory
 */
public record PartitionFigures(
        int partition,
        boolean running,
        long epoch,
        long sequence,
        long tailBytes,
        long pending,
        long pendingBytes,
        long unacked,
        long delayed,
        long calls,
        int cells,
        int busyCells,
        long memoryBytes) {}
