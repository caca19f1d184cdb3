package dev.restante.pekko.transport;

import dev.restante.engine.Protocol;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;

/** Brings messages to partitions and couriers, wherever they are. */
@FunctionalInterface
public interface Transport {

    /**
     * Sends without waiting. What one thread sends to one recipient arrives in this order, unless it is lost, which between nodes it may be.
     * Thread-safe.
     */
    void send(ActorRef recipient, Protocol message, ActorRef sender);

    /** Every message by itself. */
    static Transport direct() {
        return ActorRef::tell;
    }

    /**
     * What goes to another node goes in frames, and frames from other nodes are taken in.
     *
     * @param dispatcher runs both
     */
    static Transport inFrames(ActorSystem<?> system, DispatcherSelector dispatcher) {
        system.systemActorOf(FrameReceiver.create(), FrameReceiver.NAME, dispatcher);
        return new FrameSender(system, system.dispatchers().lookup(dispatcher));
    }
}
