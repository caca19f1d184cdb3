package dev.restante.gateway.http;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractInOutHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;

/**
 * Keeps the answers of a client that does not read them yet. Many clients send their whole request before they read: without this they and the
 * node would wait for each other. What is kept is packed, which makes it some ten times smaller, and bounded for each stream and for all;
 * beyond the bounds no more lines are taken until the client reads.
 */
final class AnswerBacklog extends GraphStage<FlowShape<ByteString, ByteString>> {

    /** Packed bytes that one stream may keep: answers to millions of small lines. */
    private static final long MAX_STREAM = 24L << 20;
    /** Packed bytes that all streams of a node may keep. */
    private static final long MAX_NODE = 64L << 20;

    private static final int PACK_SIZE = 64 << 10;

    private final Inlet<ByteString> in = Inlet.create("AnswerBacklog.in");
    private final Outlet<ByteString> out = Outlet.create("AnswerBacklog.out");
    private final AtomicLong keptByNode;

    /** @param keptByNode shared by the streams of a node */
    AnswerBacklog(AtomicLong keptByNode) {
        this.keptByNode = keptByNode;
    }

    @Override
    public FlowShape<ByteString, ByteString> shape() {
        return FlowShape.of(in, out);
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    /** The stage at work; Pekko runs it on one thread at a time. */
    private final class Logic extends GraphStageLogic {

        private final Deque<Pack> packs = new ArrayDeque<>();
        private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        private final Inflater inflater = new Inflater();
        private ByteString latest = ByteString.emptyByteString();
        private long kept;

        Logic() {
            super(AnswerBacklog.this.shape());
            setHandlers(in, out, new AbstractInOutHandler() {
                @Override
                public void onPush() {
                    take(grab(in));
                }

                @Override
                public void onPull() {
                    give();
                }

                @Override
                public void onUpstreamFinish() {
                    endWhenEmpty();
                }
            });
        }

        @Override
        public void preStart() {
            pull(in);
        }

        private void take(ByteString answers) {
            latest = latest.concat(answers);
            if (isAvailable(out)) {
                give();
            } else {
                if (latest.size() >= PACK_SIZE) {
                    pack();
                }
                pullIfRoom();
            }
        }

        private void give() {
            if (!packs.isEmpty()) {
                push(out, unpack(packs.remove()));
            } else if (!latest.isEmpty()) {
                push(out, latest);
                latest = ByteString.emptyByteString();
            }
            pullIfRoom();
            if (isClosed(in)) {
                endWhenEmpty();
            }
        }

        private void endWhenEmpty() {
            if (packs.isEmpty() && latest.isEmpty()) {
                completeStage();
            }
        }

        /** One that keeps nothing may always go on: it holds up nobody and is not held up by what others keep. */
        private void pullIfRoom() {
            boolean room = packs.isEmpty() || (kept < MAX_STREAM && keptByNode.get() < MAX_NODE);
            if (room && !hasBeenPulled(in) && !isClosed(in)) {
                pull(in);
            }
        }

        private void pack() {
            byte[] plain = latest.toArrayUnsafe();
            deflater.reset();
            deflater.setInput(plain);
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 8);
            byte[] buffer = new byte[8 << 10];
            while (!deflater.finished()) {
                packed.write(buffer, 0, deflater.deflate(buffer));
            }
            packs.add(new Pack(packed.toByteArray(), plain.length));
            count(packed.size());
            latest = ByteString.emptyByteString();
        }

        private ByteString unpack(Pack pack) {
            count(-pack.bytes().length);
            byte[] plain = new byte[pack.plainLength()];
            inflater.reset();
            inflater.setInput(pack.bytes());
            try {
                int length = 0;
                while (length < plain.length) {
                    length += inflater.inflate(plain, length, plain.length - length);
                }
            } catch (DataFormatException e) {
                throw new IllegalStateException("answers packed in memory do not unpack", e);
            }
            return ByteString.fromArrayUnsafe(plain);
        }

        private void count(long bytes) {
            kept += bytes;
            keptByNode.addAndGet(bytes);
        }

        @Override
        public void postStop() {
            count(-kept);
            deflater.end();
            inflater.end();
        }
    }

    /** Some answers, deflated. */
    private record Pack(byte[] bytes, int plainLength) {}
}
