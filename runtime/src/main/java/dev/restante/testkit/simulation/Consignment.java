package dev.restante.testkit.simulation;

import dev.restante.ActorId;
import dev.restante.Payload;
import dev.restante.behavior.Postage;

/**
 * A message that a client is to send.
 *
 * @param patienceMillis how long the client waits for the outcome, 0 when only the receipt matters
 * @param reader hears, once each, the receipt and the last word
 */
public record Consignment(ActorId to, Payload payload, Postage postage, long patienceMillis, Sending reader) {}
