package dev.restante.engine;

/**
 * The limits of a partition. Sizes are bytes, times milliseconds.
 *
 * @param partitions how many there are in the store, fixed when it is made
 * @param handOverMessages most messages a cell gets at once
 * @param handOverBytes most bytes a cell gets at once
 * @param recordBytes a record is cut when it has grown to this
 * @param checkpointBytes a checkpoint begins when this much was logged since the last; at twice as much records wait for it
 * @param windowMessages most unacknowledged messages in one channel to another partition
 * @param windowBytes the same in bytes
 * @param bagBytes most bytes in a bag; well below the frame size of the transport
 * @param memoryBytes pending payloads kept in memory; what is beyond it is read back from the store
 * @param activeCells most cells kept; the longest idle is passivated first
 * @param idleMillis a cell idle for this long is passivated
 * @param graceMillis how long a record waits for handlers that are at work on its messages
 * @param channelMillis how long an unused courier channel is remembered
 * @param outcomeMillis how long outcomes are remembered, from the outcome
 * @param rememberedKeys most client keys remembered
 * @param timers most delayed messages
 * @param outboxBytes hard limit of unacknowledged sends to one partition
 * @param openCalls most calls to the outside world under way
 * @param resendMillis unacknowledged sends are sent again after this long without progress
 */
public record EngineSettings(
        int partitions,
        int handOverMessages,
        int handOverBytes,
        int recordBytes,
        long checkpointBytes,
        int windowMessages,
        int windowBytes,
        int bagBytes,
        long memoryBytes,
        int activeCells,
        long idleMillis,
        long graceMillis,
        long channelMillis,
        long outcomeMillis,
        int rememberedKeys,
        int timers,
        long outboxBytes,
        int openCalls,
        long resendMillis) {

    /** All partitions together have such a part of the heap for each of: rows not checkpointed, payloads that wait, active actors. */
    private static final int PART = 4;

    /** Measured: a cell with a small state, its mailbox and its Pekko actor. */
    private static final int CELL_BYTES = 5 << 10;

    /** An overlay holds the rows of a checkpoint on its way, too. */
    private static final int OVERLAYS = 2;

    public static EngineSettings defaults() {
        return new EngineSettings(
                64,
                64,
                256 << 10,
                4 << 20,
                2L << 20,
                4096,
                2 << 20,
                128 << 10,
                4L << 20,
                4096,
                60_000,
                2,
                600_000,
                86_400_000,
                1_000_000,
                100_000,
                256L << 20,
                64,
                2_000);
    }

    /** The same, with lower limits of what stays in memory where the heap, bytes, is too small for all partitions to reach them. */
    public EngineSettings within(long heap) {
        long share = Math.max(1, heap / PART / partitions);
        return new EngineSettings(
                partitions,
                handOverMessages,
                handOverBytes,
                recordBytes,
                Math.min(checkpointBytes, Math.max(1, share / OVERLAYS)),
                windowMessages,
                windowBytes,
                bagBytes,
                Math.min(memoryBytes, share),
                (int) Math.min(activeCells, Math.max(1, share / CELL_BYTES)),
                idleMillis,
                graceMillis,
                channelMillis,
                outcomeMillis,
                rememberedKeys,
                timers,
                outboxBytes,
                openCalls,
                resendMillis);
    }
}
