package dev.restante.samples.faults;

import java.time.Instant;

/** What a {@link Misbehaving} actor is told to do. */
sealed interface Deed {

    /** Records {@code n} with the recorder of the same key, under the name {@code deed}: so it shows whether its mailbox goes on, in order. */
    record Work(long n) implements Deed {}

    /** Throws. */
    record Fail() implements Deed {}

    /** Takes memory until the process ends. */
    record Exhaust() implements Deed {}

    /** Never returns. */
    record Spin() implements Deed {}

    /** Takes its time, then does as {@link Work}, but under the name {@code sender}. */
    record Linger(String sender, long n, long millis) implements Deed {}

    /** Throws before {@code at} by the node's clock, then does as {@link Work}. */
    record Appointment(Instant at, long n) implements Deed {}

    /** As {@link Work}, with something heavy. */
    record Carry(String load, long n) implements Deed {}
}
