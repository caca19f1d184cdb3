package dev.restante.testkit;

import dev.restante.engine.Peer;
import dev.restante.engine.Protocol;

/** Who takes part in the protocol between couriers and partitions. */
interface Addressee extends Peer {

    /** Plans the arrival of {@code message} as a step of its own: a crash before it loses the message. */
    void arrive(Peer from, Protocol message);
}
