package dev.restante.pekko;

import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorRef;

/** What {@link RollCall} is told. A partition is named by the reference that Pekko's persistence and sharding know it by. */
sealed interface RollCallMessage {

    /** From a partition that was called: recovered, and its epoch is on disk. */
    record Alive(int partition, ActorRef owner) implements RollCallMessage {}

    /** From a partition that had been called: it takes no more messages and ends, to go on where sharding places it next. */
    record Moving(int partition, ActorRef owner) implements RollCallMessage {}

    /** Start calling, through this region. */
    record Begin(ActorRef region) implements RollCallMessage {}

    /** A message for a partition whose place is not known. */
    record Stray(int partition, Object message, ActorRef sender) implements RollCallMessage {}

    /**
     * The node is leaving, and its region hands its partitions over.
     *
     * @param proxy starts partitions on other nodes only
     * @param replaced is told once all partitions are alive on other nodes, or that does not get on any more
     */
    record Leave(ActorRef proxy, org.apache.pekko.actor.typed.ActorRef<Done> replaced) implements RollCallMessage {}

    /** Notices without contents. */
    enum Notice implements RollCallMessage {
        /** Time to see who is missing. */
        TICK,
        /** The node ends, and nobody is there to take its partitions. */
        CEASE,
        /** For some time no partition of a leaving node was found elsewhere. */
        STALLED
    }
}
