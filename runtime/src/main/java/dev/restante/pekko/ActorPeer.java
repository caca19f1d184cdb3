package dev.restante.pekko;

import dev.restante.engine.Peer;
import org.apache.pekko.actor.ActorRef;

/** A partition or courier that wrote and can be answered. */
record ActorPeer(ActorRef ref) implements Peer {}
