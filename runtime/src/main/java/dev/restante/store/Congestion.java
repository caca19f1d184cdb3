package dev.restante.store;

import java.time.Duration;

/**
 * Why a store had rather nothing new, for now.
 *
 * @param reason goes on after "because", for a client and a log
 * @param retryAfter when asking again makes sense
 */
public record Congestion(String reason, Duration retryAfter) {}
