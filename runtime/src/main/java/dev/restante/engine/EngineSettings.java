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
}
