package dev.restante;

/** How much work waits for an actor. */
public record MailboxDepth(ActorId actor, long depth, boolean paused) {}
