package dev.restante.testkit.simulation;

import dev.restante.MessageId;
import dev.restante.engine.ChannelResult;
import dev.restante.engine.Delivery;
import dev.restante.engine.Envelope;
import dev.restante.engine.Outcome;
import dev.restante.engine.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks at every message that leaves a partition that the log holds what it says (I1, I9): what came in while record {@code n} was
 * the last one handed to the log can be in record {@code n + 1} at the earliest.
 */
final class Releases {

    /** More than an actor ever has in records that are not durable yet. */
    private static final int MOST_UNDER_WAY = 32;

    private final Play play;
    private final Map<Place, List<Evidence>> arrivals = new HashMap<>();
    private final Map<MessageId, Place> places = new HashMap<>();
    private final Map<MessageId, List<Evidence>> completions = new HashMap<>();
    private final Map<Label, List<Evidence>> applications = new HashMap<>();
    private final Map<MessageId, Label> labels = new HashMap<>();
    private final Map<Channel, Long> acknowledged = new HashMap<>();
    private final Map<Place, Integer> acknowledgedBy = new HashMap<>();
    private final Map<MessageId, Long> positions = new HashMap<>();

    private record Evidence(PartitionHost host, long record) {
        boolean isDurable() {
            return host.storage().isDurable(record);
        }
    }

    private record Channel(int partition, long origin) {}

    /** A number of a channel. */
    private record Place(Channel channel, long number) {}

    Releases(Play play) {
        this.play = play;
    }

    void arrived(PartitionHost host, Protocol.Bag bag) {
        long number = bag.first();
        for (Envelope envelope : bag.envelopes()) {
            Place place = new Place(new Channel(host.partition(), bag.origin()), number++);
            note(arrivals, place, host);
            places.put(envelope.id(), place);
            if (envelope.payload().name().equals(ScriptedMessage.NAME)) {
                arrived(envelope.id(), ScriptedMessage.read(envelope.payload()));
            }
        }
    }

    private void arrived(MessageId id, ScriptedMessage message) {
        ScriptedMessage.Cause cause = message.cause();
        if (cause != null) {
            play.claims.add(cause.actor(), cause.index(), cause.label());
        }
        Label label = message.label();
        Label before = labels.put(id, label);
        if (before != null && !before.equals(label)) {
            throw World.violation("I2: two messages have the id " + id, before, label, id);
        }
    }

    void completed(PartitionHost host, Envelope envelope) {
        note(completions, envelope.id(), host);
        note(applications, ScriptedMessage.read(envelope.payload()).label(), host);
    }

    /** Somebody outside sees the state of an actor: all that it shows must be durable. */
    void seen(Diary diary) {
        List<Label> entries = diary.entries();
        for (Label label : entries.subList(Math.max(0, entries.size() - MOST_UNDER_WAY), entries.size())) {
            if (!isDurable(applications.get(label))) {
                throw World.violation("I9: a read shows " + label + " before its commit", label);
            }
        }
    }

    /** A message keeps its place for ever once its acceptance is known outside (I5), unless it is delayed or redriven. */
    void handedOver(PartitionHost host, Delivery delivery) {
        MessageId id = delivery.envelope().id();
        Label label = ScriptedMessage.read(delivery.envelope().payload()).label();
        if (!label.isOrdered() || play.promises.isOutOfOrder(label)) {
            return;
        }
        Integer witness = acknowledgedBy.get(places.get(id));
        if (witness == null || termOf(host) < witness) {
            return;
        }
        Long before = positions.putIfAbsent(id, delivery.position());
        if (before != null && before != delivery.position()) {
            throw World.violation(
                    "I5: " + label + " stood at " + before + " and stands at " + delivery.position() + " in " + host,
                    label,
                    id,
                    host);
        }
    }

    private int termOf(PartitionHost host) {
        return play.world.logs.get(host.partition()).termOf(host.number());
    }

    void leaves(PartitionHost host, Protocol message) {
        if (message instanceof Protocol.Receipts receipts) {
            acknowledged(host, receipts.origin(), receipts.through(), message);
            countResults(receipts.results());
        } else if (message instanceof Protocol.Ack ack) {
            acknowledged(host, ack.origin(), ack.through(), message);
        } else if (message instanceof Protocol.OutcomeNotice notice) {
            told(host, notice.outcome());
        } else if (message instanceof Protocol.Bag bag) {
            for (Envelope envelope : bag.envelopes()) {
                sent(host, envelope);
            }
        }
    }

    private void acknowledged(PartitionHost host, long origin, long through, Protocol message) {
        Channel channel = new Channel(host.partition(), origin);
        long known = acknowledged.getOrDefault(channel, 0L);
        for (long number = known + 1; number <= through; number++) {
            Place place = new Place(channel, number);
            acknowledgedBy.put(place, termOf(host));
            if (!isDurable(arrivals.get(place))) {
                throw World.violation(
                        "I1: " + host + " acknowledged number " + number + " before its commit: " + Words.of(message),
                        host);
            }
        }
        acknowledged.put(channel, Math.max(known, through));
    }

    private void countResults(List<ChannelResult> results) {
        results.forEach(result -> play.world.tally.count("results " + result.kind()));
    }

    private void told(PartitionHost host, Outcome outcome) {
        boolean handled = switch (outcome.state()) {
            case PROCESSED, REJECTED -> true;
            default -> false;
        };
        if (handled && !isDurable(completions.get(outcome.id()))) {
            throw World.violation(
                    "I9: " + host + " told the outcome of " + outcome.id() + " before its commit", host, outcome.id());
        }
    }

    private void sent(PartitionHost host, Envelope envelope) {
        MessageId cause = envelope.from().causedBy();
        List<Evidence> evidence = cause == null ? null : completions.get(cause);
        if (evidence != null && !isDurable(evidence)) {
            throw World.violation(
                    "I9: " + host + " sent " + envelope.id() + " before the commit of its cause " + cause,
                    host,
                    envelope.id());
        }
    }

    private static <K> void note(Map<K, List<Evidence>> notes, K id, PartitionHost host) {
        List<Evidence> evidence = notes.computeIfAbsent(id, unseen -> new ArrayList<>(2));
        if (evidence.stream().noneMatch(known -> known.host == host)) {
            evidence.add(new Evidence(host, host.storage().nextRecord()));
        }
    }

    private static boolean isDurable(@Nullable List<Evidence> evidence) {
        return evidence != null && evidence.stream().anyMatch(Evidence::isDurable);
    }
}
