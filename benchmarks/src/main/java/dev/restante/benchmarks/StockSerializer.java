package dev.restante.benchmarks;

import dev.restante.benchmarks.StockCounter.Count;
import dev.restante.benchmarks.StockCounter.Stored;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** What {@link StockCounter} is told and answers, in as few bytes and steps as can be: cheaper than the JSON or CBOR that is usual. */
public final class StockSerializer extends SerializerWithStringManifest {

    private static final int ID = 1_902_001;
    private static final String COUNT = "C";
    private static final String STORED = "S";

    private final ExtendedActorSystem system;

    /** Called by Pekko. */
    public StockSerializer(ExtendedActorSystem system) {
        this.system = system;
    }

    @Override
    public int identifier() {
        return ID;
    }

    @Override
    public String manifest(Object message) {
        return message instanceof Count ? COUNT : STORED;
    }

    @Override
    public byte[] toBinary(Object message) {
        if (!(message instanceof Count count)) {
            return new byte[0];
        }
        byte[] replyTo = Serialization.serializedActorPath(Adapter.toClassic(count.replyTo()))
                .getBytes(StandardCharsets.US_ASCII);
        byte[] text = count.text().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + replyTo.length + text.length)
                .putInt(replyTo.length)
                .put(replyTo)
                .put(text)
                .array();
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        if (manifest.equals(STORED)) {
            return Stored.STORED;
        }
        int pathLength = ByteBuffer.wrap(bytes).getInt();
        int textAt = Integer.BYTES + pathLength;
        String replyTo = new String(bytes, Integer.BYTES, pathLength, StandardCharsets.US_ASCII);
        return new Count(
                new String(bytes, textAt, bytes.length - textAt, StandardCharsets.UTF_8),
                Adapter.toTyped(system.provider().resolveActorRef(replyTo)));
    }
}
