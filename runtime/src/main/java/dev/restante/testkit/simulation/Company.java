package dev.restante.testkit.simulation;

import dev.restante.ActorId;
import dev.restante.engine.Delivery;
import dev.restante.engine.Input;
import dev.restante.engine.Output;
import dev.restante.engine.Protocol;
import dev.restante.engine.StateImage;
import dev.restante.engine.TypeSettings;
import java.util.List;
import java.util.Map;

/** Who plays in a world: its actors with what they do, those who send to them, and those who watch that all promises are kept. */
interface Company {

    /** By name, in an order that is the same every time. */
    Map<String, TypeSettings> types();

    /** The actors that have played so far, in an order that is the same every time. */
    List<ActorId> actors();

    /** Activates an actor in the partition that {@code host} runs. */
    Player activate(PartitionHost host, ActorId actor, StateImage image);

    /** Makes a call to the outside world for an actor of the partition that {@code host} runs. */
    void call(PartitionHost host, Output.StartCall call);

    /** Those of whom somebody still waits for an answer, or means to send again; empty when all is said. */
    List<Object> unanswered();

    /** A partition takes a bag. */
    void arrived(PartitionHost host, Protocol.Bag bag);

    /** A partition wants an actor to handle a message. */
    void handedOver(PartitionHost host, Delivery delivery);

    /** A partition learns that a message was handled. */
    void completed(PartitionHost host, Delivery delivery);

    /** A partition sends something. */
    void leaves(PartitionHost host, Protocol message);

    /** A record became durable. */
    void committed(PartitionHost host, long sequence);

    /** An active actor. */
    interface Player {

        /**
         * Plays one turn.
         *
         * @throws NodeKilled when the handler took the whole process down
         */
        Input.TurnDone play(Output.HandOver turn, long now);
    }
}
