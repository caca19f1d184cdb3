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

    // Upper estimates of sizes: of a message without its contents, of a result, of an outcome beside its reply.
    private static final int SHORT = 48;
    private static final int RESULT = 40;
    private static final int OUTCOME = 256;

    /** In UTF-8, of a {@code char}. */
    private static final int MOST_BYTES_OF_CHAR = 3;

    private ProtocolFormat() {}

    public static byte[] write(int version, Protocol message) {
        BytesWriter out = new BytesWriter(sizeOf(message)).put(version);
        write(version, message, out, new EnvelopeFormat.Writer(out));
        return out.toBytes();
    }

    /** Writes one of several messages, without a version. */
    static void write(int version, Protocol message, BytesWriter out, EnvelopeFormat.Writer shared) {
        if (message instanceof Bag bag) {
            write(bag, out, shared);
        } else if (message instanceof Receipts receipts) {
            write(receipts, out, shared);
        } else if (message instanceof Ack ack) {
            out.put(ACK).putNumber(ack.partition()).putNumber(ack.origin()).putNumber(ack.through());
        } else if (message instanceof Resend resend) {
            out.put(RESEND)
                    .putNumber(resend.partition())
                    .putNumber(resend.origin())
                    .putNumber(resend.from());
        } else if (message instanceof OpenChannel open) {
            out.put(OPEN_CHANNEL).putNumber(open.origin()).putBoolean(open.fresh());
            out.putNumber(open.sentAt()).putNumber(open.replaces());
        } else if (message instanceof ChannelOpened opened) {
            out.put(CHANNEL_OPENED).putNumber(opened.partition()).putNumber(opened.origin());
            out.putBoolean(opened.known()).putNumber(opened.through());
        } else if (message instanceof AwaitOutcome await) {
            out.put(AWAIT_OUTCOME);
            shared.id(await.id());
        } else if (message instanceof OutcomeNotice notice) {
            out.put(OUTCOME_NOTICE).putBytes(RowFormat.write(version, notice.outcome()));
        } else {
            throw new IllegalArgumentException(
                    "nothing writes " + message.getClass().getName());
        }
    }

    /** Upper estimate of what a message takes, in bytes. */
    static int sizeOf(Protocol message) {
        if (message instanceof Bag bag) {
            return SHORT + bag.envelopes().stream().mapToInt(Envelope::size).sum();
        } else if (message instanceof Receipts receipts) {
            return SHORT + RESULT * receipts.results().size();
        } else if (message instanceof OutcomeNotice notice) {
            return OUTCOME + sizeOf(notice.outcome());
        }
        return SHORT;
    }

    private static int sizeOf(Outcome outcome) {
        int texts = outcome.actor().type().length()
                + outcome.actor().key().length()
                + (outcome.reason() == null ? 0 : outcome.reason().length())
                + (outcome.key() == null ? 0 : outcome.key().length());
        return MOST_BYTES_OF_CHAR * texts
                + (outcome.reply() == null ? 0 : outcome.reply().size());
    }

    /**
     * Reads one message.
     *
     * @throws CorruptLogException when the bytes are not what {@link #write} wrote, in this release or one before
     */
    public static Protocol read(byte[] bytes) {
        BytesReader in = new BytesReader("message of the protocol", bytes);
        in.getVersion();
        Protocol message = read(in, new EnvelopeFormat.Reader(in));
        in.expectEnd();
        return message;
    }

    /** Reads one of several messages. */
    static Protocol read(BytesReader in, EnvelopeFormat.Reader shared) {
        int kind = in.get();
        return switch (kind) {
            case BAG -> readBag(in, shared);
            case ACK -> new Ack(in.getInt(), in.getNumber(), in.getNumber());
            case RESEND -> new Resend(in.getInt(), in.getNumber(), in.getNumber());
            case OPEN_CHANNEL -> new OpenChannel(in.getNumber(), in.getBoolean(), in.getNumber(), in.getNumber());
            case CHANNEL_OPENED -> new ChannelOpened(in.getInt(), in.getNumber(), in.getBoolean(), in.getNumber());
            case RECEIPTS -> readReceipts(in, shared);
            case AWAIT_OUTCOME -> new AwaitOutcome(shared.id());
            case OUTCOME_NOTICE -> new OutcomeNotice(RowFormat.readOutcome(in.getBytes()));
            default -> throw in.corrupt("kind " + kind + " is not one of 0 to " + OUTCOME_NOTICE);
        };
    }

    private static void write(Bag bag, BytesWriter out, EnvelopeFormat.Writer shared) {
        out.put(BAG).putNumber(bag.origin()).putNumber(bag.first()).putBoolean(bag.again());
        out.putNumber(bag.resultsThrough()).putNumber(bag.envelopes().size());
        bag.envelopes().forEach(shared::envelope);
    }

    private static Bag readBag(BytesReader in, EnvelopeFormat.Reader shared) {
        long origin = in.getNumber();
        long first = in.getNumber();
        boolean again = in.getBoolean();
        long resultsThrough = in.getNumber();
        int count = in.getCount();
        List<Envelope> envelopes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            envelopes.add(shared.envelope());
        }
        return new Bag(origin, first, List.copyOf(envelopes), again, resultsThrough);
    }

    private static void write(Receipts receipts, BytesWriter out, EnvelopeFormat.Writer shared) {
        out.put(RECEIPTS).putNumber(receipts.partition()).putNumber(receipts.origin());
        out.putNumber(receipts.through());
        RecordFormat.writeResults(receipts.results(), out, shared);
    }

    private static Receipts readReceipts(BytesReader in, EnvelopeFormat.Reader shared) {
        int partition = in.getInt();
        long origin = in.getNumber();
        long through = in.getNumber();
        List<ChannelResult> results = RecordFormat.readResults(in, shared);
        return new Receipts(partition, origin, through, results);
    }
}
