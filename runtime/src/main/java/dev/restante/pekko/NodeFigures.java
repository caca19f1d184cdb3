package dev.restante.pekko;

import dev.restante.engine.PartitionFigures;
import java.util.Map;

/**
 * What a node measures of itself. Counts are since its start.
 *
 * @param partitions figures of the partitions that the node owns and that answered, by number
 * @param partitionCount how many there are in the store
 * @param knownPartitions how many of them have an owner that this node knows
 * @param queuedMessages handed in and not looked at yet by the courier
 * @param records committed to the logs
 * @param submitted messages that the courier took from senders
 * @param inDoubt sends that got no answer in time
 * @param overdueTurns hand-overs that took longer than their behavior's time limit
 * @param partitionFailures partitions that stopped for a failure
 * @param unroutable protocol messages dropped for want of an owner; their senders repeat them
 */
public record NodeFigures(
        Map<Integer, PartitionFigures> partitions,
        int partitionCount,
        int knownPartitions,
        int queuedMessages,
        long queuedBytes,
        long records,
        long recordBytes,
        long submitted,
        long accepted,
        long refused,
        long inDoubt,
        long overdueTurns,
        long partitionFailures,
        long unroutable) {

    public NodeFigures {
        partitions = Map.copyOf(partitions);
    }
}
