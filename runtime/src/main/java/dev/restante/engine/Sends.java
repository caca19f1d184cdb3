package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.MessageId;
import dev.restante.Payload;
import java.util.Map;

/** Brings what actors send on its way: into a mailbox of this partition, into an outbox, or onto the list of delayed messages. */
final class Sends {

    private final Ledger ledger;
    private final Arrivals arrivals;
    private final Timers timers;
    private final DeadLetters deadLetters;

    Sends(Ledger ledger, Arrivals arrivals, Timers timers, DeadLetters deadLetters) {
        this.ledger = ledger;
        this.arrivals = arrivals;
        this.timers = timers;
        this.deadLetters = deadLetters;
    }

    /** Sends for the handler of {@code cause}; returns whether a timer of the same name was replaced. */
    boolean send(ActorId sender, Send send, Envelope cause) {
        String given = send.correlationId();
        Provenance from = new Provenance(
                sender,
                cause.id(),
                given == null ? cause.correlationId() : given,
                cause.from().headers());
        Envelope envelope = envelope(send.to(), send.payload(), from);
        if (send.delayMillis() <= 0) {
            dispatch(envelope, false);
            return false;
        }
        if (timers.isFull() && !timers.has(sender, send.timer())) {
            bury(
                    envelope,
                    "partition " + ledger.partition + " holds its limit of " + timers.size() + " delayed messages");
            return false;
        }
        return timers.sendLater(sender, send.timer(), ledger.now + send.delayMillis(), envelope);
    }

    /** Brings an actor the answer to its call. */
    void answer(RowFormat.Call call, Payload message) {
        Provenance from = new Provenance(call.actor(), call.causedBy(), call.correlationId(), Map.of());
        dispatch(envelope(call.actor(), message, from), true);
    }

    private Envelope envelope(ActorId to, Payload payload, Provenance from) {
        ledger.scalars.actorSent++;
        int receiver = Placement.partitionOf(to, ledger.settings.partitions());
        return new Envelope(ledger.nextId(receiver), to, payload, from, Terms.sentAt(ledger.now));
    }

    /** A delayed message is due. */
    void due(RowFormat.Timer timer) {
        Envelope envelope = timer.envelope();
        if (timer.held()) {
            arrivals.enqueue(ledger.mailbox(envelope.to()), envelope, true);
        } else {
            dispatch(envelope, true);
        }
    }

    /** @param again it may have been handed over before, by an incarnation that did not come to log it */
    private void dispatch(Envelope envelope, boolean again) {
        int receiver = envelope.id().partition();
        if (receiver == ledger.partition) {
            arrivals.arrive(ledger.mailbox(envelope.to()), envelope, again);
        } else if (ledger.unackedBytes(receiver) + envelope.size() > ledger.settings.outboxBytes()) {
            bury(envelope, "more than " + ledger.settings.outboxBytes() + " bytes wait for partition " + receiver);
        } else {
            ledger.send(receiver, envelope);
        }
    }

    /** Keeps what cannot be sent as a dead letter of this partition, under an id that leads here. */
    private void bury(Envelope envelope, String reason) {
        MessageId here =
                new MessageId(ledger.partition, ledger.partition, envelope.id().number());
        deadLetters.bury(envelope.withId(here), 0, reason, "", ledger.now);
    }
}
