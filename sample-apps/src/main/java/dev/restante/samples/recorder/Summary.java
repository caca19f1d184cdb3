package dev.restante.samples.recorder;

import java.util.Map;

/** What a recorder has recorded, by sender. */
public record Summary(Map<String, Sender> senders) {

    public Summary {
        senders = Map.copyOf(senders);
    }

    /**
     * What came from one sender.
     *
     * @param count how many different numbers
     * @param last the highest number
     * @param duplicates how many numbers came that had come before
     * @param outOfOrder how many numbers came for the first time after a higher one
     */
    public record Sender(long count, long last, long duplicates, long outOfOrder) {}
}
