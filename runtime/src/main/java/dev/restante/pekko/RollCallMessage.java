package dev.restante.pekko;

import org.apache.pekko.actor.ActorRef;

/** What {@link RollCall} is told. A partition is named by the reference that Pekko's persistence and sharding know it by. */
sealed interface RollCallMessage {

    /** From a partition that was called: recovered, and its epoch is on disk. */
    record Alive(int partition, ActorRef owner) implements RollCallMessage {}

    /** From a partition that had been called: it is handed over, so its end will be no failure. */
    record Moving(int partition) implements RollCallMessage {}

    /** Start calling, through this region. */
    record Begin(ActorRef region) implements RollCallMessage {}

    /** A message for a partition whose place is not known. */
    record Stray(int partition, Object message, ActorRef sender) implements RollCallMessage {}

    /** Notices without contents. */
    enum Notice implements RollCallMessage {
        /** Time to see who is missing. */
        TICK,
        /** The node is leaving: what it starts now, it would only have to hand over. */
        CEASE
    }
}
