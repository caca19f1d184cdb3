package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.MessageId;
import dev.restante.MessageState;
import dev.restante.Payload;
import dev.restante.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** One of each thing that is stored, the same in every test. */
final class Samples {

    static final ActorId ALICE = new ActorId("account", "alice");
    static final ActorId BOB = new ActorId("account", "bob");
    static final ActorId LEDGER = new ActorId("ledger", "main");
    static final long COURIER = 0x4000_0000_0000_0001L;

    private Samples() {}

    static Payload payload(String name, String json) {
        return new Payload(name, 1, json.getBytes(StandardCharsets.UTF_8));
    }

    static Payload deposit() {
        return payload("Deposit", "{\"cents\":500}");
    }

    static Envelope plain(long number) {
        return new Envelope(new MessageId(1, 2, number), ALICE, deposit(), Provenance.NONE, Terms.sentAt(1_000));
    }

    static Envelope full() {
        Provenance from =
                new Provenance(BOB, new MessageId(1, COURIER, 7), "order-7", Map.of("traceparent", "00-ab-cd-01"));
        ClientKey key = new ClientKey("k-1", new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
        Terms terms = new Terms(1_000, 2_000, 3_000, 4_000, true, true, true, key);
        return new Envelope(new MessageId(1, COURIER, 8), ALICE, deposit(), from, terms);
    }

    static Outcome outcome() {
        return new Outcome(
                new MessageId(1, COURIER, 8),
                ALICE,
                MessageState.PROCESSED,
                5,
                2,
                1_000,
                2_000,
                payload("Balance", "{\"cents\":500}"),
                "no reason",
                new MessageId(1, 2, 3),
                "k-1");
    }

    /** A ledger in which everything that a record and a checkpoint can hold has happened. */
    static Ledger busyLedger() {
        TypeSettings account =
                new TypeSettings("account", Set.of("Deposit"), 100, 1 << 20, false, 3, 10, 100, false, false);
        Ledger ledger = new Ledger(1, EngineSettings.defaults(), Map.of("account", account));
        ledger.now = 5_000;
        ledger.scalars.epoch = 3;
        Channel courier = ledger.channel(COURIER);
        courier.through = 9;
        courier.notAccepted = 4;
        courier.add(new ChannelResult(3, ChannelResult.Kind.ACCEPTED, null, null));
        courier.add(new ChannelResult(4, ChannelResult.Kind.DUPLICATE, new MessageId(1, COURIER, 3), null));
        courier.add(ChannelResult.refused(5, Refusal.MAILBOX_FULL));
        courier.add(new ChannelResult(6, ChannelResult.Kind.DEFERRED, null, null));
        courier.deferring.add(BOB);
        ledger.advanced(courier);
        Mailbox alice = ledger.mailbox(ALICE);
        ledger.enqueue(alice, plain(1), 4_000);
        ledger.enqueue(alice, full(), 4_500).undecided = true;
        ledger.mark(alice, new Mark(1, 2, 1, 8, 6_000, "timed out"));
        Mail left = ledger.enqueue(ledger.mailbox(BOB), plain(2), 4_000);
        left.logged = true;
        ledger.draft.enqueued.remove(left);
        ledger.draft.enqueuedTo.remove(ledger.mailbox(BOB));
        ledger.dequeue(ledger.mailbox(BOB), left);
        ledger.send(2, plain(3));
        ledger.send(2, full());
        ledger.outboxes.get(2).sent = 1;
        ledger.acked(ledger.outboxes.get(2), 1);
        ledger.put(
                RowKey.state(ALICE), RowFormat.write(1, new RowFormat.State(4, payload("Balance", "{\"cents\":1}"))));
        ledger.remove(RowKey.call(9));
        ledger.closed(new Channel(COURIER + 1));
        ledger.draft.clean = true;
        return ledger;
    }
}
