package dev.restante.engine;

import dev.restante.ActorId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The cells of a partition in a test: they handle at once what they are handed, unless the test holds them. */
final class PlayedCells {

    final List<Delivery> handedOver = new ArrayList<>();

    private final Map<ActorId, TextCell> cells = new LinkedHashMap<>();
    private final Deque<Output.HandOver> held = new ArrayDeque<>();
    private final Set<Long> recalled = new HashSet<>();
    private boolean holds;
    private int begun;

    void hold() {
        holds = true;
    }

    void letGo() {
        holds = false;
    }

    /** How many messages of a turn that is held are begun when the rest of it is recalled. */
    void haveBegun(int messages) {
        begun = messages;
    }

    /** What the partition is to be told now; nothing if the turn is held. */
    Optional<Input> handOver(Output.HandOver handOver, long now) {
        handedOver.addAll(handOver.deliveries());
        if (handOver.start() != null) {
            cells.put(handOver.actor(), new TextCell(handOver.actor(), handOver.start()));
        }
        if (holds) {
            held.add(handOver);
            return Optional.empty();
        }
        return Optional.of(handle(handOver, now));
    }

    /** What the partition is to be told of the next turn that was held. */
    Optional<Input> finishNext(long now) {
        return held.isEmpty() ? Optional.empty() : Optional.of(handle(held.remove(), now));
    }

    private Input handle(Output.HandOver turn, long now) {
        List<Delivery> deliveries = turn.deliveries();
        if (recalled.remove(turn.turn())) {
            deliveries = deliveries.subList(0, Math.min(begun, deliveries.size()));
        }
        TurnResult result = cells.get(turn.actor()).handle(deliveries, now);
        return new Input.TurnDone(turn.actor(), turn.turn(), result);
    }

    void recall(Output.Recall recall) {
        recalled.add(recall.turn());
    }

    void stop(ActorId actor) {
        cells.remove(actor);
    }

    /** The process ends. */
    void crash() {
        cells.clear();
        held.clear();
        recalled.clear();
        holds = false;
    }
}
