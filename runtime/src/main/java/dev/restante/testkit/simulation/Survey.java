package dev.restante.testkit.simulation;

import dev.restante.ActorId;
import dev.restante.ActorStatus;
import dev.restante.Audit;
import dev.restante.DeadLetter;
import dev.restante.engine.Placement;
import dev.restante.engine.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all partitions say about themselves when nothing goes wrong any more. */
final class Survey {

    private static final int MOST_DEAD_LETTERS = 10_000;

    private final World world;
    private final List<Audit> audits = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final List<ActorId> asked;
    private boolean unheard;
    private final Map<ActorId, ActorStatus> actors = new LinkedHashMap<>();

    private Survey(World world) {
        this.world = world;
        asked = List.copyOf(world.company.actors());
    }

    /** Asks everybody; the answers come in as time goes on. */
    static Survey begin(World world) {
        Survey survey = new Survey(world);
        for (int partition = 0; partition < world.logs.size(); partition++) {
            survey.ask(partition, new Request.Recount());
            survey.ask(partition, new Request.DeadLetters(null, null, null, MOST_DEAD_LETTERS));
        }
        for (ActorId actor : survey.asked) {
            survey.ask(Placement.partitionOf(actor, world.logs.size()), new Request.Describe(actor));
        }
        return survey;
    }

    private void ask(int partition, Request request) {
        PartitionHost owner = world.sharding.owner(partition);
        if (owner == null) {
            unheard = true;
        } else {
            owner.ask(request, this::answered, () -> unheard = true);
        }
    }

    private void answered(Object answer) {
        if (answer instanceof Audit audit) {
            audits.add(audit);
        } else if (answer instanceof ActorStatus status) {
            actors.put(status.actor(), status);
        } else if (answer instanceof List<?> letters) {
            letters.forEach(letter -> deadLetters.add((DeadLetter) letter));
        }
    }

    /** Whether answers are still to come. */
    boolean isOpen() {
        return !unheard && !isComplete();
    }

    private boolean isComplete() {
        return actors.size() == asked.size() && audits.size() == world.logs.size();
    }

    /** The whole store's figures. */
    Audit audit() {
        return audits.stream().reduce(Audit.EMPTY, Audit::plus);
    }

    List<DeadLetter> deadLetters() {
        return deadLetters;
    }

    List<ActorStatus> actors() {
        return List.copyOf(actors.values());
    }

    /** Nothing waits, travels or is delayed, and nobody is kept from work. */
    boolean isDrained() {
        return isIdle() && audit().delayed() == 0;
    }

    /** Nothing waits or travels but what is delayed, and nobody is kept from work. */
    boolean isIdle() {
        return isComplete() && audit().pending() == 0 && actors().stream().noneMatch(ActorStatus::paused);
    }

    /** The actors that still have work. */
    List<ActorId> busy() {
        return actors().stream()
                .filter(status -> status.depth() > 0 || status.delayed() > 0)
                .map(ActorStatus::actor)
                .toList();
    }

    @Override
    public String toString() {
        List<String> busy = actors().stream()
                .filter(status -> status.depth() > 0 || status.delayed() > 0 || status.paused())
                .map(Words::status)
                .toList();
        return audits.size() + " of " + world.logs.size() + " partitions answered: " + audit() + ", busy: " + busy;
    }
}
