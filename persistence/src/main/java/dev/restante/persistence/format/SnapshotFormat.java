package dev.restante.persistence.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.persistence.serialization.Snapshot;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;
import scala.Option;

/** How a snapshot becomes a row: when it was taken, Pekko's replication metadata if there is any, and the serialized snapshot. */
public final class SnapshotFormat {

    private static final byte PLAIN = 0;
    private static final byte WITH_METADATA = 1;

    private final Serialization serialization;

    public SnapshotFormat(Serialization serialization) {
        this.serialization = serialization;
    }

    /** Throws what the serializer throws when {@code state} cannot be serialized. */
    public StoredRow store(SnapshotMetadata metadata, Object state) {
        byte[] key = Keys.numbered(metadata.persistenceId(), metadata.sequenceNr());
        byte[] header = metadata.metadata().isEmpty()
                ? new byte[] {PLAIN}
                : header(metadata.metadata().get());
        byte[] snapshot = serialization.serialize(new Snapshot(state)).get();
        byte[] row = Seal.of(
                key,
                Long.BYTES + header.length + snapshot.length,
                body -> body.putLong(metadata.timestamp()).put(header).put(snapshot));
        return new StoredRow(key, row);
    }

    /** What selects the snapshot that is meant when one is to be deleted. */
    public static SnapshotSelectionCriteria only(SnapshotMetadata metadata) {
        // Pekko's convention: without a timestamp the sequence number alone tells which one is meant.
        boolean anyTime = metadata.timestamp() == 0;
        return SnapshotSelectionCriteria.create(
                metadata.sequenceNr(),
                anyTime ? Long.MAX_VALUE : metadata.timestamp(),
                metadata.sequenceNr(),
                anyTime ? 0 : metadata.timestamp());
    }

    private byte[] header(Object replication) {
        Serializer serializer = serialization.findSerializerFor(replication);
        byte[] manifest = Serializers.manifestFor(serializer, replication).getBytes(StandardCharsets.UTF_8);
        byte[] body = serialization.serialize(replication).get();
        byte[] header = new byte[Byte.BYTES + 3 * Integer.BYTES + manifest.length + body.length];
        ByteBuffer.wrap(header)
                .put(WITH_METADATA)
                .putInt(serializer.identifier())
                .putInt(manifest.length)
                .put(manifest)
                .putInt(body.length)
                .put(body);
        return header;
    }

    /** When the snapshot was taken. */
    public long timestamp(String persistenceId, byte[] key, byte[] row) {
        return body(persistenceId, key, row).getLong();
    }

    public SelectedSnapshot load(String persistenceId, byte[] key, byte[] row) {
        ByteBuffer body = body(persistenceId, key, row);
        long timestamp = body.getLong();
        Option<Object> replication = body.get() == WITH_METADATA ? replication(body) : Option.empty();
        Snapshot snapshot = serialization
                .deserialize(bytes(body, body.remaining()), Snapshot.class)
                .get();
        return SelectedSnapshot.create(
                SnapshotMetadata.apply(persistenceId, Keys.sequenceNr(key), timestamp, replication), snapshot.data());
    }

    private Option<Object> replication(ByteBuffer body) {
        int serializer = body.getInt();
        String manifest = new String(bytes(body, body.getInt()), StandardCharsets.UTF_8);
        return Option.apply(serialization
                .deserialize(bytes(body, body.getInt()), serializer, manifest)
                .get());
    }

    private static ByteBuffer body(String persistenceId, byte[] key, byte[] row) {
        return Seal.open(
                key,
                row,
                () -> "The snapshot at sequence number " + Keys.sequenceNr(key) + " of persistence id "
                        + persistenceId);
    }

    private static byte[] bytes(ByteBuffer body, int length) {
        byte[] bytes = new byte[length];
        body.get(bytes);
        return bytes;
    }
}
