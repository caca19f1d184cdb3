package dev.restante.engine;

import dev.restante.MessageId;
import java.util.List;

/** What partitions and couriers say to each other. Any of it may be lost, doubled or overtaken. */
public sealed interface Protocol {

    /**
     * Messages with contiguous numbers of one channel.
     *
     * @param origin the sending partition's number, or the courier channel's
     * @param again some of it was sent before
     * @param resultsThrough the courier has taken note of all results up to this number
     */
    record Bag(long origin, long first, List<Envelope> envelopes, boolean again, long resultsThrough)
            implements Protocol {
        public long last() {
            return first + envelopes.size() - 1;
        }
    }

    /** The partition has committed everything up to {@code through}. */
    record Ack(int partition, long origin, long through) implements Protocol {}

    /** The partition misses {@code from} and what follows. */
    record Resend(int partition, long origin, long from) implements Protocol {}

    /**
     * A courier asks for a channel, or whether the partition still knows it.
     *
     * @param replaces the courier's channel before, which takes nothing more from then on; 0 for none
     */
    record OpenChannel(long origin, boolean fresh, long sentAt, long replaces) implements Protocol {}

    /** The channel is logged, or {@code known} is false: it is forgotten, and what was not acknowledged on it is in doubt. */
    record ChannelOpened(int partition, long origin, boolean known, long through) implements Protocol {}

    /** Everything up to {@code through} is committed: accepted, but for {@code results} and for keyed messages not listed yet. */
    record Receipts(int partition, long origin, long through, List<ChannelResult> results) implements Protocol {}

    /** A courier waits for the outcome of {@code id}; repeated until it comes or nobody waits any more. */
    record AwaitOutcome(MessageId id) implements Protocol {}

    /** The final outcome of a message that somebody waits for. */
    record OutcomeNotice(Outcome outcome) implements Protocol {}
}
