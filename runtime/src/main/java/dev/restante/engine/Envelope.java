package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.MessageId;
import dev.restante.Payload;

/** A message with all that travels and is stored with it. */
public record Envelope(MessageId id, ActorId to, Payload payload, Provenance from, Terms terms) {

    /** What an envelope costs beside its payload, in bytes: an upper estimate, for bounds. */
    static final int OVERHEAD = 160;

    /** Upper estimate of the envelope's footprint in memory and on the wire, in bytes. */
    public int size() {
        return OVERHEAD + payload.size();
    }

    Envelope withId(MessageId newId) {
        return new Envelope(newId, to, payload, from, terms);
    }

    public String correlationId() {
        String given = from.correlationId();
        return given == null ? id.toString() : given;
    }
}
