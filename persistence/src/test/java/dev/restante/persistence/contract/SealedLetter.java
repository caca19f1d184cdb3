package dev.restante.persistence.contract;

import org.apache.pekko.actor.ActorRef;

/** An event that can only be serialized while Pekko says for which address. */
record SealedLetter(ActorRef addressee) {}
