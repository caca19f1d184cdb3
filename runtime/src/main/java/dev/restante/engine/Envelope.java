package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.MessageId;
import dev.restante.Payload;
import org.jspecify.annotations.Nullable;

/** A message with all that travels and is stored with it. */
public record Envelope(MessageId id, ActorId to, Payload payload, Provenance from, Terms terms) {

    /** What an envelope costs beside its payload, in bytes: an upper estimate, for bounds. */
    private static final int OVERHEAD = 160;

    /** So much of names, keys and headers is within {@link #OVERHEAD}. */
    private static final int TEXTS_WITHIN_OVERHEAD = 64;

    /** Upper estimate of the envelope's footprint in memory and on the wire, in bytes. */
    public int size() {
        return sizeOf(to, payload, from, terms.key());
    }

    /** The size of an envelope that is not made yet. What clients choose the length of counts, or a bound on bytes would be none. */
    public static int sizeOf(ActorId to, Payload payload, Provenance from, @Nullable ClientKey key) {
        int texts = to.key().length() + from.size() + (key == null ? 0 : key.size());
        return OVERHEAD + payload.size() + Math.max(0, texts - TEXTS_WITHIN_OVERHEAD);
    }

    Envelope withId(MessageId newId) {
        return new Envelope(newId, to, payload, from, terms);
    }

    public String correlationId() {
        String given = from.correlationId();
        return given == null ? id.toString() : given;
    }
}
