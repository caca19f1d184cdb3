package dev.restante.engine;

import java.util.ArrayList;
import java.util.List;

/** Frames as bytes: a version, and the items. Within a frame, names that repeat are written once, and so is a payload that goes to many. */
public final class FrameFormat {

    private FrameFormat() {}

    public static byte[] write(int version, Frame frame) {
        int size = frame.items().stream().mapToInt(Frame.Item::size).sum();
        BytesWriter out =
                new BytesWriter(size).put(version).putNumber(frame.items().size());
        EnvelopeFormat.Writer shared = new EnvelopeFormat.Writer(out);
        for (Frame.Item item : frame.items()) {
            shared.text(item.recipient());
            shared.text(item.sender());
            ProtocolFormat.write(version, item.message(), out, shared);
        }
        return out.toBytes();
    }

    /**
     * Reads one frame.
     *
     * @throws CorruptLogException when the bytes are not what {@link #write} wrote, in this release or one before
     */
    public static Frame read(byte[] bytes) {
        BytesReader in = new BytesReader("frame", bytes);
        in.getVersion();
        int count = in.getCount();
        EnvelopeFormat.Reader shared = new EnvelopeFormat.Reader(in);
        List<Frame.Item> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(new Frame.Item(shared.text(), shared.text(), ProtocolFormat.read(in, shared)));
        }
        in.expectEnd();
        return new Frame(items);
    }
}
