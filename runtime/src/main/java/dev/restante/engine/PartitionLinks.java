package dev.restante.engine;

import java.util.HashMap;
import java.util.Map;

/**
 * What one partition knows of its channels with the others.
 *
 * @param taken by the partition that sent: up to which number its messages were taken
 * @param sent by the partition that receives: which numbers it was sent, and which of them it has acknowledged
 */
public record PartitionLinks(Map<Integer, Long> taken, Map<Integer, Sent> sent) {

    public PartitionLinks {
        taken = Map.copyOf(taken);
        sent = Map.copyOf(sent);
    }

    /** Numbers of a channel. */
    public record Sent(long acknowledged, long highest) {}

    static PartitionLinks of(Ledger ledger) {
        Map<Integer, Long> taken = new HashMap<>();
        ledger.channels.values().stream()
                .filter(channel -> !channel.isCourier())
                .forEach(channel -> taken.put((int) channel.origin, channel.through));
        Map<Integer, Sent> sent = new HashMap<>();
        ledger.outboxes.values().forEach(outbox -> sent.put(outbox.partition, new Sent(outbox.acked, outbox.highest)));
        return new PartitionLinks(taken, sent);
    }
}
