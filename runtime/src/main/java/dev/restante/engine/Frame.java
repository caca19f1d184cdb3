package dev.restante.engine;

import java.util.List;

/**
 * What one node has for another at a moment, in the order in which it was said.
 *
 * @param items may concern any partitions and couriers of the two nodes
 */
public record Frame(List<Item> items) {

    public Frame {
        items = List.copyOf(items);
    }

    /**
     * A message, for whom it is, and who is to be answered.
     *
     * @param recipient in a notation of the shell's
     * @param sender likewise
     */
    public record Item(String recipient, String sender, Protocol message) {

        /** Upper estimate of what it takes in a frame, in bytes. */
        public int size() {
            return recipient.length() + sender.length() + ProtocolFormat.sizeOf(message);
        }
    }
}
