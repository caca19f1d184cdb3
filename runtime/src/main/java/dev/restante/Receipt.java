package dev.restante;

/**
 * The message is durable: on disk, and certain to be processed, rejected, or kept as a dead letter.
 *
 * @param id of the message; for a repeat, of the first one
 * @param duplicate the key was used before with the same message, which is not processed again
 */
public record Receipt(MessageId id, boolean duplicate) {}
