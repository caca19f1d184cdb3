package dev.restante;

/**
 * An actor as a target of effects, with the messages it takes. A plain value: making one contacts nobody.
 *
 * @param <M> the messages the actor takes
 */
public record Recipient<M>(ActorType<M> type, ActorId id) {}
