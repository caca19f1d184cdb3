package dev.restante.engine;

import dev.restante.ActorId;

/**
 * The checkpoint of a partition: everything that is kept in memory and is not a row. It is taken when a record is cut, and is valid once
 * that record is committed and the rows that changed up to it are written. It lists queues by their figures; their messages are rows.
 */
final class IndexFormat {

    private IndexFormat() {}

    static byte[] write(Ledger ledger) {
        BytesWriter out = new BytesWriter(1024);
        EnvelopeFormat.Writer envelopes = new EnvelopeFormat.Writer(out);
        out.put(ledger.format);
        ledger.scalars.write(out);
        out.putNumber(ledger.channels.size());
        ledger.channels.values().forEach(channel -> writeChannel(channel, out, envelopes));
        out.putNumber(ledger.outboxes.size());
        ledger.outboxes.values().forEach(outbox -> {
            out.putNumber(outbox.partition).putNumber(outbox.acked).putNumber(outbox.highest);
            out.putNumber(outbox.queue.bytes());
        });
        for (Mailbox mailbox : ledger.mailboxes.values()) {
            if (!mailbox.queue.isEmpty()) {
                out.put(1);
                writeMailbox(mailbox, out, envelopes);
            }
        }
        return out.put(0).toBytes();
    }

    private static void writeChannel(Channel channel, BytesWriter out, EnvelopeFormat.Writer envelopes) {
        out.putNumber(channel.origin).putNumber(channel.through).putNumber(channel.notAccepted);
        RecordFormat.writeResults(channel.results.values(), out, envelopes);
        RecordFormat.writeActors(channel.deferring, out, envelopes);
    }

    private static void writeMailbox(Mailbox mailbox, BytesWriter out, EnvelopeFormat.Writer envelopes) {
        SpillQueue queue = mailbox.queue;
        envelopes.actor(mailbox.actor);
        out.putNumber(queue.count())
                .putNumber(queue.bytes())
                .putNumber(queue.floor())
                .putNumber(queue.highest());
        RecordFormat.writeMark(mailbox.mark, out);
    }

    static void restore(long sequence, byte[] index, Ledger ledger) {
        BytesReader in = new BytesReader("checkpoint " + sequence + " of partition " + ledger.partition, index);
        EnvelopeFormat.Reader envelopes = new EnvelopeFormat.Reader(in);
        ledger.raiseFormat(in.getVersion());
        ledger.scalars.read(in);
        for (int left = in.getCount(); left > 0; left--) {
            restoreChannel(in, envelopes, ledger);
        }
        for (int left = in.getCount(); left > 0; left--) {
            restoreOutbox(in, ledger);
        }
        while (in.getBoolean()) {
            restoreMailbox(in, envelopes, ledger);
        }
        in.expectEnd();
    }

    private static void restoreChannel(BytesReader in, EnvelopeFormat.Reader envelopes, Ledger ledger) {
        Channel channel = ledger.channel(in.getNumber());
        channel.through = in.getNumber();
        channel.notAccepted = in.getNumber();
        RecordFormat.readResults(in, envelopes).forEach(result -> channel.results.put(result.number(), result));
        channel.deferring.addAll(RecordFormat.readActors(in, envelopes));
    }

    private static void restoreOutbox(BytesReader in, Ledger ledger) {
        Outbox outbox = new Outbox(in.getInt());
        outbox.acked = in.getNumber();
        outbox.highest = in.getNumber();
        long bytes = in.getNumber();
        if (outbox.acked > outbox.highest) {
            throw in.corrupt("an outbox is acknowledged beyond its end");
        }
        outbox.queue.restore(outbox.highest - outbox.acked, bytes, outbox.acked + 1, outbox.highest);
        ledger.outboxes.put(outbox.partition, outbox);
    }

    private static void restoreMailbox(BytesReader in, EnvelopeFormat.Reader envelopes, Ledger ledger) {
        ActorId actor = envelopes.actor();
        Mailbox mailbox = ledger.mailbox(actor);
        mailbox.queue.restore(in.getNumber(), in.getNumber(), in.getNumber(), in.getNumber());
        mailbox.mark = RecordFormat.readMark(in);
    }
}
