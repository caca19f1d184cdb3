package dev.restante.engine;

import dev.restante.ActorId;

/** Applies a record of the log to memory, as {@link RecordFormat} wrote it. Only for a recovery: nothing follows from what it changes. */
final class Replay {

    private final Ledger ledger;
    private final BytesReader in;
    private final EnvelopeFormat.Reader envelopes;

    private Replay(long sequence, byte[] record, Ledger ledger) {
        this.ledger = ledger;
        this.in = new BytesReader("record " + sequence + " of partition " + ledger.partition, record);
        this.envelopes = new EnvelopeFormat.Reader(in);
    }

    /** Returns whether the partition was left cleanly with this record. */
    static boolean apply(long sequence, byte[] record, Ledger ledger) {
        return new Replay(sequence, record, ledger).apply();
    }

    private boolean apply() {
        ledger.raiseFormat(in.getVersion());
        ledger.scalars.read(in);
        boolean clean = false;
        for (int tag = in.get(); tag != RecordFormat.END; tag = in.get()) {
            if (tag == RecordFormat.CLEAN) {
                clean = true;
            } else {
                applyEntry(tag);
            }
        }
        in.expectEnd();
        return clean;
    }

    private void applyEntry(int tag) {
        switch (tag) {
            case RecordFormat.CHANNEL -> channel();
            case RecordFormat.CHANNEL_CLOSED -> ledger.channels.remove(in.getNumber());
            case RecordFormat.ENQUEUED -> enqueued();
            case RecordFormat.DEQUEUED -> dequeued(envelopes.actor(), in.getNumber(), in.getNumber());
            case RecordFormat.MARKED -> ledger.mailbox(envelopes.actor()).mark = RecordFormat.readMark(in);
            case RecordFormat.SENT -> sent(outbox(), in.getNumber(), envelopes.envelope());
            case RecordFormat.ACKED -> acked(outbox(), in.getNumber(), in.getNumber());
            case RecordFormat.ROW -> ledger.overlay.put(new RowKey(in.getBytes()), in.getBytes());
            case RecordFormat.ROW_REMOVED -> ledger.overlay.remove(new RowKey(in.getBytes()));
            default -> throw in.corrupt("there is no entry of kind " + tag);
        }
    }

    private void channel() {
        Channel channel = ledger.channel(in.getNumber());
        channel.through = in.getNumber();
        channel.notAccepted = in.getNumber();
        RecordFormat.readResults(in, envelopes).forEach(result -> channel.results.put(result.number(), result));
        channel.deferring.clear();
        channel.deferring.addAll(RecordFormat.readActors(in, envelopes));
    }

    private void enqueued() {
        long number = in.getNumber();
        long acceptedAt = in.getNumber();
        boolean undecided = in.getBoolean();
        Mail mail = Mail.replayed(number, envelopes.envelope(), acceptedAt);
        mail.undecided = undecided;
        ledger.mailbox(mail.envelope.to()).queue.add(mail);
        ledger.memory += mail.size();
    }

    private void dequeued(ActorId actor, long number, long size) {
        Mailbox mailbox = ledger.mailbox(actor);
        Mail inMemory = mailbox.queue.find(number);
        ledger.memory -= inMemory == null ? 0 : inMemory.size();
        mailbox.queue.removeReplayed(number, size);
        ledger.overlay.remove(RowKey.pending(actor, number));
    }

    private Outbox outbox() {
        return ledger.outboxes.computeIfAbsent(in.getInt(), Outbox::new);
    }

    private void sent(Outbox outbox, long number, Envelope envelope) {
        if (number != outbox.highest + 1) {
            throw in.corrupt(
                    "message " + number + " to partition " + outbox.partition + " follows message " + outbox.highest);
        }
        Mail mail = Mail.replayed(number, envelope, 0);
        outbox.queue.add(mail);
        outbox.highest = number;
        ledger.memory += mail.size();
    }

    private void acked(Outbox outbox, long through, long bytesLeft) {
        if (through > outbox.highest) {
            throw in.corrupt(
                    "partition " + outbox.partition + " acknowledged message " + through + " of " + outbox.highest);
        }
        for (long number = outbox.acked + 1; number <= through; number++) {
            ledger.overlay.remove(RowKey.outbox(outbox.partition, number));
        }
        ledger.memory -= outbox.queue.replayAcked(through, outbox.highest, bytesLeft);
        outbox.acked = Math.max(outbox.acked, through);
    }
}
