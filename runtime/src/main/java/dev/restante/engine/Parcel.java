package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.MessageId;
import org.jspecify.annotations.Nullable;

/** A message in a courier's hands, from its submission until the sender knows what became of it. */
final class Parcel {

    final CourierInput.Submit submit;
    /** By the wall clock, epoch milliseconds. */
    private final long submittedAt;

    private final long acceptMillis;

    /** In the courier's own time: afterwards it is in doubt, or refused if it was never sent. */
    final long until;

    final int size;

    /** Set when it has its number in a channel. */
    @Nullable Envelope envelope;

    /** The receiver has deferred it; it goes before all others for its actor. */
    boolean afterDeferral;

    /** The sender has been told; the number is still to be delivered. */
    boolean settled;

    Parcel(CourierInput.Submit submit, long wallClock, long now, long acceptMillis) {
        this.submit = submit;
        this.submittedAt = wallClock;
        this.acceptMillis = acceptMillis;
        this.until = now + acceptMillis;
        this.size = Envelope.sizeOf(
                submit.to(), submit.payload(), submit.from(), submit.wishes().key());
    }

    ActorId to() {
        return submit.to();
    }

    boolean isKeyed() {
        return submit.wishes().key() != null;
    }

    /** As it was sent in its channel. */
    Envelope sent() {
        if (envelope == null) {
            throw new IllegalStateException("a message without a number is in a channel");
        }
        return envelope;
    }

    /** Its number in its channel. */
    long number() {
        return sent().id().number();
    }

    /** Gives it its place in a channel. */
    Envelope number(int partition, long origin, long number, long now) {
        CourierInput.Wishes wishes = submit.wishes();
        long expiresAt = wishes.timeToLiveMillis() == 0 ? 0 : submittedAt + wishes.timeToLiveMillis();
        boolean follows = submit.patienceMillis() > 0;
        Terms terms = new Terms(
                now,
                wishes.notBefore(),
                expiresAt,
                submittedAt + acceptMillis,
                follows,
                wishes.keepsOutcome() || follows || isKeyed(),
                afterDeferral,
                wishes.key());
        Envelope numbered = new Envelope(
                new MessageId(partition, origin, number), submit.to(), submit.payload(), submit.from(), terms);
        envelope = numbered;
        return numbered;
    }
}
