package dev.restante.persistence.format;

import dev.restante.persistence.DamagedRowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.serialization.Serialization;
import scala.util.Try;

/**
 * How a Pekko event becomes a record of the log. Bytes, which is what partitions write, are stored as they are; anything else goes through
 * Pekko's serialization.
 */
public final class RecordFormat {

    /** A number that was given to an event that could not be stored. It keeps the log without a gap. */
    private static final byte SKIPPED = 0;

    private static final byte BYTES = 1;
    private static final byte SERIALIZED = 2;

    private final Serialization serialization;

    public RecordFormat(Serialization serialization) {
        this.serialization = serialization;
    }

    /** Throws what the serializer throws when {@code event} cannot be serialized. */
    public StoredRow store(PersistentRepr event) {
        byte[] key = Keys.numbered(event.persistenceId(), event.sequenceNr());
        byte[] row =
                event.payload() instanceof byte[] payload && event.metadata().isEmpty()
                        ? bytes(key, event, payload)
                        : serialized(key, event);
        return new StoredRow(key, row);
    }

    public StoredRow skip(PersistentRepr event) {
        byte[] key = Keys.numbered(event.persistenceId(), event.sequenceNr());
        return new StoredRow(key, Seal.of(key, new byte[] {SKIPPED}));
    }

    private static byte[] bytes(byte[] key, PersistentRepr event, byte[] payload) {
        byte[] writer = event.writerUuid().getBytes(StandardCharsets.UTF_8);
        byte[] manifest = event.manifest().getBytes(StandardCharsets.UTF_8);
        int header = Byte.BYTES + Long.BYTES + 2 * Short.BYTES + writer.length + manifest.length;
        return Seal.of(
                key,
                header + payload.length,
                body -> body.put(BYTES)
                        .putLong(event.timestamp())
                        .putShort(length(writer))
                        .put(writer)
                        .putShort(length(manifest))
                        .put(manifest)
                        .put(payload));
    }

    private byte[] serialized(byte[] key, PersistentRepr event) {
        byte[] content = serialization.serialize(event).get();
        return Seal.of(
                key, Byte.BYTES + content.length, body -> body.put(SERIALIZED).put(content));
    }

    private static short length(byte[] text) {
        if (text.length > Short.MAX_VALUE) {
            throw new IllegalArgumentException("a writer id or manifest of " + text.length + " bytes is too long");
        }
        return (short) text.length;
    }

    /** Whether the record holds an event, and not a skipped number. */
    public boolean isEvent(StoredRecord stored) {
        return stored.body().get(stored.body().position()) != SKIPPED;
    }

    /** The event of a record that {@link #isEvent holds one}. */
    public PersistentRepr event(String persistenceId, StoredRecord stored) {
        ByteBuffer body = stored.body();
        byte kind = body.get();
        return switch (kind) {
            case BYTES -> ofBytes(persistenceId, stored.sequenceNr(), body);
            case SERIALIZED -> deserialized(persistenceId, stored.sequenceNr(), body);
            default ->
                throw new DamagedRowException(
                        "The record with sequence number " + stored.sequenceNr() + " of persistence id " + persistenceId
                                + " is of a kind that this version does not know: " + kind);
        };
    }

    private PersistentRepr deserialized(String persistenceId, long sequenceNr, ByteBuffer body) {
        Try<PersistentRepr> event = serialization.deserialize(remaining(body), PersistentRepr.class);
        if (event.isFailure()) {
            throw new IllegalStateException(
                    "The event with sequence number " + sequenceNr + " of persistence id " + persistenceId
                            + " cannot be deserialized",
                    event.failed().get());
        }
        return event.get();
    }

    private static PersistentRepr ofBytes(String persistenceId, long sequenceNr, ByteBuffer body) {
        long timestamp = body.getLong();
        String writer = text(body);
        String manifest = text(body);
        return PersistentRepr.apply(
                        remaining(body), sequenceNr, persistenceId, manifest, false, ActorRef.noSender(), writer)
                .withTimestamp(timestamp);
    }

    private static String text(ByteBuffer body) {
        byte[] text = new byte[body.getShort()];
        body.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static byte[] remaining(ByteBuffer body) {
        byte[] rest = new byte[body.remaining()];
        body.get(rest);
        return rest;
    }
}
