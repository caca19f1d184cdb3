package dev.restante.pekko;

import dev.restante.engine.AnswerFormat;
import dev.restante.engine.FormatVersion;
import dev.restante.engine.Frame;
import dev.restante.engine.FrameFormat;
import dev.restante.engine.Protocol;
import dev.restante.engine.ProtocolFormat;
import dev.restante.engine.RequestFormat;
import dev.restante.pekko.PartitionMessage.Answered;
import dev.restante.pekko.PartitionMessage.Ask;
import dev.restante.pekko.PartitionMessage.KeepAlive;
import dev.restante.pekko.RollCallMessage.Alive;
import dev.restante.pekko.RollCallMessage.Moving;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** All that partitions, couriers and roll calls send to other nodes. Configured in this module's {@code reference.conf}. */
final class WireSerializer extends SerializerWithStringManifest {

    /** Pekko keeps those up to 40 for itself. */
    static final int IDENTIFIER = 7_350;

    private static final String PROTOCOL = "P";
    private static final String FRAME = "F";
    private static final String ASK = "Q";
    private static final String ANSWERED = "A";
    private static final String KEEP_ALIVE = "K";
    private static final String ALIVE = "L";
    private static final String MOVING = "M";

    private static final int CALL_HEAD = 1 + Integer.BYTES;

    private final ExtendedActorSystem system;
    private final FormatInUse format;

    /** Made by Pekko, once for an actor system. */
    WireSerializer(ExtendedActorSystem system) {
        this.system = system;
        this.format = FormatInUse.of(system);
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        if (message instanceof Frame) {
            return FRAME;
        } else if (message instanceof Protocol) {
            return PROTOCOL;
        } else if (message instanceof Ask) {
            return ASK;
        } else if (message instanceof Answered) {
            return ANSWERED;
        } else if (message instanceof KeepAlive) {
            return KEEP_ALIVE;
        } else if (message instanceof Alive) {
            return ALIVE;
        } else if (message instanceof Moving) {
            return MOVING;
        }
        throw notForTheWire(message);
    }

    @Override
    public byte[] toBinary(Object message) {
        int version = format.version();
        if (message instanceof Frame frame) {
            return FrameFormat.write(version, frame);
        } else if (message instanceof Protocol protocol) {
            return ProtocolFormat.write(version, protocol);
        } else if (message instanceof Ask ask) {
            return RequestFormat.write(version, ask.request());
        } else if (message instanceof Answered answered) {
            return AnswerFormat.write(version, answered.value());
        } else if (message instanceof KeepAlive call) {
            return call(version, call.partition(), Adapter.toClassic(call.caller()));
        } else if (message instanceof Alive alive) {
            return call(version, alive.partition(), alive.owner());
        } else if (message instanceof Moving moving) {
            return call(version, moving.partition(), moving.owner());
        }
        throw notForTheWire(message);
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        return switch (manifest) {
            case FRAME -> FrameFormat.read(bytes);
            case PROTOCOL -> ProtocolFormat.read(bytes);
            case ASK -> new Ask(RequestFormat.read(bytes));
            case ANSWERED -> new Answered(AnswerFormat.read(bytes));
            case KEEP_ALIVE -> new KeepAlive(partition(bytes), Adapter.toTyped(reference(bytes)));
            case ALIVE -> new Alive(partition(bytes), reference(bytes));
            case MOVING -> new Moving(partition(bytes), reference(bytes));
            default ->
                throw new IllegalArgumentException(
                        "a message of kind '" + manifest + "' is not known here; is its sender of a later release?");
        };
    }

    /** A version, the partition, and whom it is about in Pekko's notation. */
    private static byte[] call(int version, int partition, ActorRef about) {
        byte[] path = Serialization.serializedActorPath(about).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(CALL_HEAD + path.length)
                .put((byte) version)
                .putInt(partition)
                .put(path)
                .array();
    }

    private static int partition(byte[] call) {
        if (call.length < CALL_HEAD || call[0] < FormatVersion.oldest() || call[0] > FormatVersion.newest()) {
            throw new IllegalArgumentException("a call of a partition begins with a version from "
                    + FormatVersion.oldest() + " to " + FormatVersion.newest() + " and has at least " + CALL_HEAD
                    + " bytes, unlike one of " + call.length + " bytes");
        }
        return ByteBuffer.wrap(call).getInt(1);
    }

    private ActorRef reference(byte[] call) {
        String path = new String(call, CALL_HEAD, call.length - CALL_HEAD, StandardCharsets.UTF_8);
        return system.provider().resolveActorRef(path);
    }

    private static IllegalArgumentException notForTheWire(Object message) {
        return new IllegalArgumentException(message.getClass().getName() + " does not leave its node");
    }
}
