package dev.restante.engine;

import dev.restante.engine.Protocol.Ack;
import dev.restante.engine.Protocol.AwaitOutcome;
import dev.restante.engine.Protocol.Bag;
import dev.restante.engine.Protocol.ChannelOpened;
import dev.restante.engine.Protocol.OpenChannel;
import dev.restante.engine.Protocol.OutcomeNotice;
import dev.restante.engine.Protocol.Receipts;
import dev.restante.engine.Protocol.Resend;
import java.util.ArrayList;
import java.util.List;

/** What partitions and couriers on different nodes say to each other, as bytes: a version, a kind, its fields. */
public final class ProtocolFormat {

    private static final int BAG = 0;
    private static final int ACK = 1;
    private static final int RESEND = 2;
    private static final int OPEN_CHANNEL = 3;
    private static final int CHANNEL_OPENED = 4;
    private static final int RECEIPTS = 5;
    private static final int AWAIT_OUTCOME = 6;
    private static final int OUTCOME_NOTICE = 7;

    private static final int SHORT = 40;

    private ProtocolFormat() {}

    public static byte[] write(int version, Protocol message) {
        if (message instanceof Bag bag) {
            return write(version, bag);
        } else if (message instanceof Receipts receipts) {
            return write(version, receipts);
        } else if (message instanceof Ack ack) {
            return start(version, ACK, SHORT)
                    .putNumber(ack.partition())
                    .putNumber(ack.origin())
                    .putNumber(ack.through())
                    .toBytes();
        } else if (message instanceof Resend resend) {
            return start(version, RESEND, SHORT)
                    .putNumber(resend.partition())
                    .putNumber(resend.origin())
                    .putNumber(resend.from())
                    .toBytes();
        } else if (message instanceof OpenChannel open) {
            return start(version, OPEN_CHANNEL, SHORT)
                    .putNumber(open.origin())
                    .putBoolean(open.fresh())
                    .putNumber(open.sentAt())
                    .putNumber(open.replaces())
                    .toBytes();
        } else if (message instanceof ChannelOpened opened) {
            return start(version, CHANNEL_OPENED, SHORT)
                    .putNumber(opened.partition())
                    .putNumber(opened.origin())
                    .putBoolean(opened.known())
                    .putNumber(opened.through())
                    .toBytes();
        } else if (message instanceof AwaitOutcome await) {
            BytesWriter out = start(version, AWAIT_OUTCOME, SHORT);
            new EnvelopeFormat.Writer(out).id(await.id());
            return out.toBytes();
        } else if (message instanceof OutcomeNotice notice) {
            return start(version, OUTCOME_NOTICE, 128)
                    .putBytes(RowFormat.write(version, notice.outcome()))
                    .toBytes();
        }
        throw new IllegalArgumentException(
                "nothing writes " + message.getClass().getName());
    }

    /**
     * Reads one message.
     *
     * @throws CorruptLogException when the bytes are not what {@link #write} wrote, in this release or one before
     */
    public static Protocol read(byte[] bytes) {
        BytesReader in = new BytesReader("message of the protocol", bytes);
        in.getVersion();
        Protocol message = read(in.get(), in);
        in.expectEnd();
        return message;
    }

    private static Protocol read(int kind, BytesReader in) {
        return switch (kind) {
            case BAG -> readBag(in);
            case ACK -> new Ack(in.getInt(), in.getNumber(), in.getNumber());
            case RESEND -> new Resend(in.getInt(), in.getNumber(), in.getNumber());
            case OPEN_CHANNEL -> new OpenChannel(in.getNumber(), in.getBoolean(), in.getNumber(), in.getNumber());
            case CHANNEL_OPENED -> new ChannelOpened(in.getInt(), in.getNumber(), in.getBoolean(), in.getNumber());
            case RECEIPTS -> readReceipts(in);
            case AWAIT_OUTCOME -> new AwaitOutcome(new EnvelopeFormat.Reader(in).id());
            case OUTCOME_NOTICE -> new OutcomeNotice(RowFormat.readOutcome(in.getBytes()));
            default -> throw in.corrupt("kind " + kind + " is not one of 0 to " + OUTCOME_NOTICE);
        };
    }

    private static byte[] write(int version, Bag bag) {
        int size = SHORT + bag.envelopes().stream().mapToInt(Envelope::size).sum();
        BytesWriter out = start(version, BAG, size);
        out.putNumber(bag.origin()).putNumber(bag.first()).putBoolean(bag.again());
        out.putNumber(bag.resultsThrough()).putNumber(bag.envelopes().size());
        EnvelopeFormat.Writer envelopes = new EnvelopeFormat.Writer(out);
        bag.envelopes().forEach(envelopes::envelope);
        return out.toBytes();
    }

    private static Bag readBag(BytesReader in) {
        long origin = in.getNumber();
        long first = in.getNumber();
        boolean again = in.getBoolean();
        long resultsThrough = in.getNumber();
        int count = in.getCount();
        EnvelopeFormat.Reader reader = new EnvelopeFormat.Reader(in);
        List<Envelope> envelopes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            envelopes.add(reader.envelope());
        }
        return new Bag(origin, first, List.copyOf(envelopes), again, resultsThrough);
    }

    private static byte[] write(int version, Receipts receipts) {
        BytesWriter out =
                start(version, RECEIPTS, SHORT + 16 * receipts.results().size());
        out.putNumber(receipts.partition()).putNumber(receipts.origin()).putNumber(receipts.through());
        RecordFormat.writeResults(receipts.results(), out, new EnvelopeFormat.Writer(out));
        return out.toBytes();
    }

    private static Receipts readReceipts(BytesReader in) {
        int partition = in.getInt();
        long origin = in.getNumber();
        long through = in.getNumber();
        List<ChannelResult> results = RecordFormat.readResults(in, new EnvelopeFormat.Reader(in));
        return new Receipts(partition, origin, through, results);
    }

    private static BytesWriter start(int version, int kind, int size) {
        return new BytesWriter(size).put(version).put(kind);
    }
}
