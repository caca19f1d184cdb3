package dev.restante.engine;

import static dev.restante.engine.PartitionDriver.COURIER;
import static dev.restante.engine.PlayedActors.text;

import dev.restante.ActorId;
import dev.restante.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a courier in a test brings to a partition, under the numbers of one channel at a time, and what it is told. */
final class PlayedCourier {

    final List<Protocol> told = new ArrayList<>();

    private final int partition;
    private long channel = COURIER;
    private long lastNumber;

    PlayedCourier(int partition) {
        this.partition = partition;
    }

    /** From now on messages are brought on this channel; on another one they are numbered from 1. */
    void use(long newChannel) {
        lastNumber = newChannel == channel ? lastNumber : 0;
        channel = newChannel;
    }

    Protocol.Bag bag(long now, ActorId to, String... bodies) {
        List<Envelope> envelopes = new ArrayList<>();
        long first = lastNumber + 1;
        for (String body : bodies) {
            envelopes.add(envelope(now, ++lastNumber, to, body, null));
        }
        return new Protocol.Bag(channel, first, envelopes, false, 0);
    }

    Protocol.Bag bag(long now, ActorId to, String body, ClientKey key) {
        Envelope envelope = envelope(now, ++lastNumber, to, body, key);
        return new Protocol.Bag(channel, lastNumber, List.of(envelope), false, 0);
    }

    Protocol.Bag bagAgain(long now, ActorId to, long first, String... bodies) {
        List<Envelope> envelopes = new ArrayList<>();
        for (String body : bodies) {
            envelopes.add(envelope(now, first + envelopes.size(), to, body, null));
        }
        return new Protocol.Bag(channel, first, envelopes, true, 0);
    }

    Envelope envelope(long now, long number, ActorId to, String body, ClientKey key) {
        Terms terms = new Terms(now, 0, 0, 0, true, true, false, key);
        return new Envelope(id(number), to, text(body), Provenance.NONE, terms);
    }

    MessageId id(long number) {
        return new MessageId(partition, channel, number);
    }

    /** The highest number that was acknowledged to the courier. */
    long receiptsThrough() {
        return receipts().mapToLong(Protocol.Receipts::through).max().orElse(0);
    }

    /** What the courier was told about single numbers. */
    List<ChannelResult> results() {
        return receipts().flatMap(receipts -> receipts.results().stream()).toList();
    }

    private Stream<Protocol.Receipts> receipts() {
        return told.stream().filter(Protocol.Receipts.class::isInstance).map(Protocol.Receipts.class::cast);
    }
}
