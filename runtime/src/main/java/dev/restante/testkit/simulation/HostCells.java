package dev.restante.testkit.simulation;

import dev.restante.ActorId;
import dev.restante.engine.Delivery;
import dev.restante.engine.Input;
import dev.restante.engine.Output;
import dev.restante.engine.StateImage;
import dev.restante.engine.TurnResult;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The cells of one partition incarnation, each with turns of its own length. */
final class HostCells {

    private final World world;
    private final PartitionHost host;
    private final Map<ActorId, Actor> actors = new HashMap<>();

    private static final class Actor {
        private final Company.Player player;
        private final Deque<Output.HandOver> turns = new ArrayDeque<>();

        /** How many messages of the turn at work are begun when the rest is recalled. */
        private int begins = Integer.MAX_VALUE;

        private boolean played;

        Actor(Company.Player player) {
            this.player = player;
        }
    }

    HostCells(World world, PartitionHost host) {
        this.world = world;
        this.host = host;
    }

    void handOver(Output.HandOver handOver) {
        ActorId id = handOver.actor();
        for (Delivery delivery : handOver.deliveries()) {
            world.company.handedOver(host, delivery);
        }
        if (handOver.start() != null) {
            start(id, handOver.start());
        }
        Actor actor = actors.get(id);
        if (actor == null) {
            throw World.violation(host + " handed over to " + id + ", whose cell was never started", host, id);
        }
        actor.turns.add(handOver);
        if (actor.turns.size() == 1) {
            beginTurn(id, actor);
        }
    }

    private void start(ActorId id, StateImage image) {
        Actor before = actors.get(id);
        if (before != null && !before.turns.isEmpty()) {
            throw World.violation(host + " started " + id + " while it was at work", host, id);
        }
        actors.put(id, new Actor(world.company.activate(host, id, image)));
    }

    private void beginTurn(ActorId id, Actor actor) {
        actor.begins = Integer.MAX_VALUE;
        actor.played = false;
        long delay = world.chance.delay(3)
                + (world.befalls(Fault.SLOW_TURN)
                        ? world.chanceOf(Fault.SLOW_TURN).between(100, 2_000)
                        : 0);
        host.later(delay, () -> play(id, actor));
    }

    private void play(ActorId id, Actor actor) {
        Output.HandOver turn = actor.turns.element();
        List<Delivery> begun = turn.deliveries()
                .subList(0, Math.min(actor.begins, turn.deliveries().size()));
        Output.HandOver played = new Output.HandOver(id, turn.turn(), turn.start(), begun);
        TurnResult result;
        actor.played = true;
        try {
            result = actor.player.play(played, host.node().clock()).result();
        } catch (NodeKilled e) {
            host.killedBy(id);
            return;
        }
        TurnResult told = world.interference.turned(host, played, result);
        host.report(world.chance.delay(2), new Input.TurnDone(id, turn.turn(), told));
    }

    /** Finds the cell at any message of the turn, or done with it, or not there yet. */
    void recall(Output.Recall recall) {
        Actor actor = actors.get(recall.actor());
        if (actor == null || actor.turns.isEmpty() || actor.turns.element().turn() != recall.turn()) {
            throw World.violation(host + " recalled " + recall + ", which is not under way", host, recall.actor());
        }
        if (!actor.played) {
            int handedOver = actor.turns.element().deliveries().size();
            actor.begins = world.chance.between(0, handedOver);
            if (actor.begins < handedOver) {
                world.tally.count("recalls");
            }
        }
    }

    /** The engine is about to learn what a turn came to. */
    void turnEnded(Input.TurnDone done) {
        Actor actor = actors.get(done.actor());
        if (actor == null) {
            throw World.violation(host + " lost the cell of " + done.actor(), host, done.actor());
        }
        Output.HandOver turn = actor.turns.remove();
        for (int i = 0; i < done.result().completions().size(); i++) {
            world.company.completed(host, turn.deliveries().get(i));
        }
        if (!actor.turns.isEmpty()) {
            beginTurn(done.actor(), actor);
        }
    }

    void stop(ActorId id) {
        Actor stopped = actors.remove(id);
        if (stopped == null || !stopped.turns.isEmpty()) {
            throw World.violation(
                    host + " stopped the cell of " + id + " at work, or one that was not there", host, id);
        }
        world.tally.count("passivations");
    }
}
