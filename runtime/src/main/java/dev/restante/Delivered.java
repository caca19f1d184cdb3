package dev.restante;

import java.util.concurrent.CompletionStage;

/**
 * The two moments of a message sent with a wish for its outcome.
 *
 * @param receipt completes when the message is durable
 * @param outcome completes with the final status once it is processed, rejected or otherwise ended; may never complete
 */
public record Delivered(CompletionStage<Receipt> receipt, CompletionStage<MessageStatus> outcome) {}
