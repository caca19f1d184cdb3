package dev.restante.engine;

import dev.restante.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes what couriers and other partitions bring, in the order of each channel, and decides what becomes of it. */
final class Intake {

    private final Ledger ledger;
    private final Arrivals arrivals;
    private final Keys keys;
    private final Timers timers;

    Intake(Ledger ledger, Arrivals arrivals, Keys keys, Timers timers) {
        this.ledger = ledger;
        this.arrivals = arrivals;
        this.keys = keys;
        this.timers = timers;
    }

    // Channels

    void open(Peer peer, Protocol.OpenChannel request) {
        Channel channel = ledger.channels.get(request.origin());
        boolean old = request.sentAt() < ledger.now - ledger.settings.channelMillis() / 2;
        boolean opensNone = !request.fresh() || old || !Channel.isCourier(request.origin());
        if (channel == null ? opensNone : channel.isSealed()) {
            ledger.release(
                    new Output.ToPeer(peer, new Protocol.ChannelOpened(ledger.partition, request.origin(), false, 0)));
            return;
        }
        if (ledger.draft.closedChannels.contains(request.origin())) {
            return; // A record closes a channel or opens it, not both; the courier asks again.
        }
        if (channel == null) {
            Channel replaced = ledger.channels.get(request.replaces());
            if (replaced != null && replaced.isCourier()) {
                replaced.seal();
                ledger.advanced(replaced);
            }
            channel = ledger.channel(request.origin());
            ledger.advanced(channel);
        }
        heard(channel, peer);
        ledger.release(new Output.ToPeer(
                peer, new Protocol.ChannelOpened(ledger.partition, channel.origin, true, channel.through)));
        ledger.release(answer(channel));
    }

    private void heard(Channel channel, Peer peer) {
        channel.peer = peer;
        channel.lastHeard = ledger.elapsed;
    }

    /** Closes courier channels that were not used for so long that nothing of them can still be on its way. */
    void closeUnused() {
        long horizon = ledger.elapsed - ledger.settings.channelMillis();
        List<Channel> unused = ledger.channels.values().stream()
                .filter(channel -> channel.isCourier() && channel.lastHeard < horizon)
                .toList();
        for (Channel channel : unused) {
            ledger.scalars.acceptedOnClosed += channel.through - channel.notAccepted;
            ledger.closed(channel);
        }
    }

    // Bags

    void bag(Peer peer, Protocol.Bag bag) {
        Channel channel = channelOf(bag);
        if (channel == null || channel.isSealed()) {
            ledger.release(
                    new Output.ToPeer(peer, new Protocol.ChannelOpened(ledger.partition, bag.origin(), false, 0)));
            return;
        }
        heard(channel, peer);
        channel.confirmed(bag.resultsThrough());
        if (ledger.isCrowded() && !channel.isCourier()) {
            return; // As if it had been lost: a partition keeps what is not acknowledged, and sends it again.
        }
        if (bag.first() > channel.through + 1) {
            Protocol.Resend resend = new Protocol.Resend(ledger.partition, channel.origin, channel.through + 1);
            ledger.emit(toOrigin(channel, resend));
            return;
        }
        if (bag.last() <= channel.through) {
            ledger.release(answer(channel));
            return;
        }
        for (long number = channel.through + 1; number <= bag.last(); number++) {
            take(channel, number, bag.envelopes().get((int) (number - bag.first())), bag.again());
        }
        ledger.advanced(channel);
    }

    private @Nullable Channel channelOf(Protocol.Bag bag) {
        return Channel.isCourier(bag.origin()) ? ledger.channels.get(bag.origin()) : ledger.channel(bag.origin());
    }

    private void take(Channel channel, long number, Envelope envelope, boolean again) {
        channel.through = number;
        Mailbox mailbox = ledger.mailbox(envelope.to());
        if (!channel.isCourier()) {
            arrivals.arrive(mailbox, envelope, again);
            return;
        }
        ChannelResult refused = refuse(channel, number, mailbox, envelope);
        if (refused != null) {
            channel.notAccepted++;
            channel.add(refused);
            ledger.consider(mailbox);
        } else if (envelope.terms().key() != null) {
            channel.notAccepted++;
            Mail mail = arrivals.enqueue(mailbox, envelope, again);
            mail.undecided = true;
            keys.decide(mailbox, mail);
        } else if (envelope.terms().notBefore() > ledger.now) {
            timers.hold(envelope);
            ledger.consider(mailbox);
        } else {
            arrivals.enqueue(mailbox, envelope, again);
        }
    }

    /** What stands against accepting a courier's message; null when nothing does. */
    private @Nullable ChannelResult refuse(Channel channel, long number, Mailbox mailbox, Envelope envelope) {
        Terms terms = envelope.terms();
        TypeSettings type = mailbox.type;
        if (terms.acceptBy() != 0 && terms.acceptBy() < ledger.now) {
            return ChannelResult.refused(number, Refusal.TOO_LATE);
        }
        if (type == null) {
            return ChannelResult.refused(number, Refusal.UNKNOWN_TYPE);
        }
        if (!type.messages().contains(envelope.payload().name())) {
            return ChannelResult.refused(number, Refusal.UNKNOWN_MESSAGE);
        }
        if (ledger.isCrowded() || (terms.notBefore() > ledger.now && timers.isFull())) {
            return ChannelResult.refused(number, Refusal.OVERLOADED);
        }
        if (terms.afterDeferral()) {
            channel.deferring.remove(mailbox.actor);
        }
        boolean full = mailbox.queue.count() >= type.capacityMessages()
                || mailbox.queue.bytes() + envelope.size() > type.capacityBytes();
        if (type.defers() && channel.defers(mailbox.actor, full)) {
            return new ChannelResult(number, ChannelResult.Kind.DEFERRED, null, null);
        }
        return full ? ChannelResult.refused(number, Refusal.MAILBOX_FULL) : null;
    }

    // Answers

    /** What the origin of a channel is told: how far its messages are durable, and what became of the exceptions. */
    Output answer(Channel channel) {
        Protocol message = channel.isCourier()
                ? new Protocol.Receipts(
                        ledger.partition, channel.origin, channel.through, List.copyOf(channel.results.values()))
                : new Protocol.Ack(ledger.partition, channel.origin, channel.through);
        return toOrigin(channel, message);
    }

    private static Output toOrigin(Channel channel, Protocol message) {
        if (!channel.isCourier()) {
            return new Output.ToPartition((int) channel.origin, message);
        }
        if (channel.peer == null) {
            throw new IllegalStateException("nobody has written on channel " + Long.toHexString(channel.origin));
        }
        return new Output.ToPeer(channel.peer, message);
    }
}
