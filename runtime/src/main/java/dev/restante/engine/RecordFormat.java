package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.MessageId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of the partition's log: the net change from one cut to the next. What a record says is absolute or names its subject, so that a
 * record can be applied on top of rows that are already newer.
 */
final class RecordFormat {

    static final int CLEAN = 1;
    static final int CHANNEL = 2;
    static final int CHANNEL_CLOSED = 3;
    static final int ENQUEUED = 4;
    static final int DEQUEUED = 5;
    static final int MARKED = 6;
    static final int SENT = 7;
    static final int ACKED = 8;
    static final int ROW = 9;
    static final int ROW_REMOVED = 10;
    static final int END = 0;

    private RecordFormat() {}

    static byte[] write(int version, Scalars scalars, Draft draft) {
        BytesWriter out = new BytesWriter((int) Math.min(draft.bytes + 128, 1 << 20));
        EnvelopeFormat.Writer envelopes = new EnvelopeFormat.Writer(out);
        out.put(version);
        scalars.write(out);
        draft.channels.forEach(channel -> writeChannel(channel, out, envelopes));
        draft.closedChannels.forEach(origin -> out.put(CHANNEL_CLOSED).putNumber(origin));
        for (int i = 0; i < draft.enqueued.size(); i++) {
            Mail mail = draft.enqueued.get(i);
            if (!mail.gone) {
                out.put(ENQUEUED)
                        .putNumber(mail.number)
                        .putNumber(mail.acceptedAt)
                        .putBoolean(mail.undecided);
                envelopes.envelope(mail.envelope);
            }
        }
        draft.dequeued.forEach(mail -> writeDequeued(mail, out, envelopes));
        draft.marked.forEach(mailbox -> writeMarked(mailbox, out, envelopes));
        for (int i = 0; i < draft.sent.size(); i++) {
            Mail mail = draft.sent.get(i);
            out.put(SENT).putNumber(draft.sentTo.get(i).partition).putNumber(mail.number);
            envelopes.envelope(mail.envelope);
        }
        draft.acked.forEach(outbox -> out.put(ACKED)
                .putNumber(outbox.partition)
                .putNumber(outbox.acked)
                .putNumber(outbox.queue.bytes()));
        draft.rows.forEach((key, value) -> writeRow(key, value, out));
        if (draft.clean) {
            out.put(CLEAN);
        }
        return out.put(END).toBytes();
    }

    private static void writeChannel(Channel channel, BytesWriter out, EnvelopeFormat.Writer envelopes) {
        out.put(CHANNEL).putNumber(channel.origin).putNumber(channel.through).putNumber(channel.notAccepted);
        writeResults(channel.newResults, out, envelopes);
        writeActors(channel.deferring, out, envelopes);
    }

    static void writeResults(Iterable<ChannelResult> results, BytesWriter out, EnvelopeFormat.Writer envelopes) {
        for (ChannelResult result : results) {
            out.put(1).putNumber(result.number()).put(Codes.of(result.kind()));
            if (result.first() != null) {
                out.put(1);
                envelopes.id(result.first());
            } else {
                out.put(0);
            }
            out.put(result.refusal() == null ? 0 : Codes.of(result.refusal()) + 1);
        }
        out.put(0);
    }

    static List<ChannelResult> readResults(BytesReader in, EnvelopeFormat.Reader envelopes) {
        List<ChannelResult> results = new ArrayList<>();
        while (in.getBoolean()) {
            long number = in.getNumber();
            ChannelResult.Kind kind = Codes.kind(in);
            MessageId first = in.getBoolean() ? envelopes.id() : null;
            int refusal = in.get();
            results.add(new ChannelResult(number, kind, first, refusal == 0 ? null : Codes.refusal(refusal - 1, in)));
        }
        return results;
    }

    static void writeActors(Iterable<ActorId> actors, BytesWriter out, EnvelopeFormat.Writer envelopes) {
        for (ActorId actor : actors) {
            out.put(1);
            envelopes.actor(actor);
        }
        out.put(0);
    }

    static List<ActorId> readActors(BytesReader in, EnvelopeFormat.Reader envelopes) {
        List<ActorId> actors = new ArrayList<>();
        while (in.getBoolean()) {
            actors.add(envelopes.actor());
        }
        return actors;
    }

    private static void writeDequeued(Draft.Dequeued mail, BytesWriter out, EnvelopeFormat.Writer envelopes) {
        out.put(DEQUEUED);
        envelopes.actor(mail.actor());
        out.putNumber(mail.number()).putNumber(mail.size());
    }

    private static void writeMarked(Mailbox mailbox, BytesWriter out, EnvelopeFormat.Writer envelopes) {
        out.put(MARKED);
        envelopes.actor(mailbox.actor);
        writeMark(mailbox.mark, out);
    }

    static void writeMark(@Nullable Mark mark, BytesWriter out) {
        out.putBoolean(mark != null);
        if (mark != null) {
            out.putNumber(mark.number()).putNumber(mark.attempts()).putNumber(mark.crashes());
            out.putNumber(mark.batch()).putNumber(mark.nextAt()).putText(mark.reason());
        }
    }

    static @Nullable Mark readMark(BytesReader in) {
        return in.getBoolean()
                ? new Mark(in.getNumber(), in.getInt(), in.getInt(), in.getInt(), in.getNumber(), in.getText())
                : null;
    }

    private static void writeRow(RowKey key, byte[] value, BytesWriter out) {
        if (value == Overlay.REMOVED) {
            out.put(ROW_REMOVED).putBytes(key.bytes());
        } else {
            out.put(ROW).putBytes(key.bytes()).putBytes(value);
        }
    }
}
