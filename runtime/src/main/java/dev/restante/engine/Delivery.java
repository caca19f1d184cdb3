package dev.restante.engine;

/**
 * A message on its way into a behavior.
 *
 * @param position the message's place in its partition's order
 * @param attempt 1 for the first time
 */
public record Delivery(long position, Envelope envelope, int attempt) {}
