package dev.restante;

import java.time.Instant;
import java.util.Optional;

/** A message in a mailbox, seen without taking it. */
public record WaitingMessage(
        MessageId id,
        long position,
        Payload payload,
        int attempts,
        Instant sentAt,
        Optional<ActorId> sender,
        boolean begun) {}
