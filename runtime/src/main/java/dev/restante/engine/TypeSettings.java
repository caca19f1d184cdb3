package dev.restante.engine;

import java.util.Set;

/**
 * What the engine knows of an actor type. Times are milliseconds.
 *
 * @param messages names that the type accepts
 * @param capacityMessages mailbox capacity
 * @param capacityBytes mailbox capacity, payloads and overhead
 * @param defers a full mailbox defers what couriers bring instead of refusing it
 * @param attempts how often a message is tried before it is given up
 * @param firstBackoffMillis wait after the first failure; doubles with each further one
 * @param maxBackoffMillis the longest wait
 * @param pausesWhenExhausted the mailbox pauses instead of dead-lettering
 * @param eventSourced the actor's state is built from events
 */
public record TypeSettings(
        String name,
        Set<String> messages,
        int capacityMessages,
        long capacityBytes,
        boolean defers,
        int attempts,
        long firstBackoffMillis,
        long maxBackoffMillis,
        boolean pausesWhenExhausted,
        boolean eventSourced) {

    public TypeSettings {
        messages = Set.copyOf(messages);
    }
}
