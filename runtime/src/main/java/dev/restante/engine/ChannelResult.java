package dev.restante.engine;

import dev.restante.MessageId;
import dev.restante.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What became of one number of a courier's channel where it is not plain acceptance.
 *
 * @param first the message that this one repeats, for {@link Kind#DUPLICATE}
 * @param refusal for {@link Kind#REFUSED}
 */
public record ChannelResult(
        long number,
        Kind kind,
        @Nullable MessageId first,
        @Nullable Refusal refusal) {

    static ChannelResult refused(long number, Refusal refusal) {
        return new ChannelResult(number, Kind.REFUSED, null, refusal);
    }

    /** The decision. */
    public enum Kind {
        ACCEPTED,
        DUPLICATE,
        REFUSED,
        /** Not stored; the courier sends it again later, under a new number, before anything else for that actor. */
        DEFERRED
    }
}
