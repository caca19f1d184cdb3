package dev.restante;

import java.time.Instant;
import java.util.Optional;

/**
 * An actor as its partition sees it.
 *
 * @param depth messages waiting, the one in work included
 * @param delayed messages not due yet
 * @param dead dead letters
 * @param oldest when the oldest waiting message was accepted
 * @param attempt failed attempts of the first message
 * @param processed messages handled so far, rejected ones not included
 * @param state the committed state; for event-sourced actors the last stored one
 */
public record ActorStatus(
        ActorId actor,
        int partition,
        long depth,
        long delayed,
        long dead,
        boolean paused,
        Optional<Instant> oldest,
        int attempt,
        long processed,
        Optional<Payload> state) {}
