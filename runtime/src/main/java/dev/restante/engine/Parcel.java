package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.MessageId;
import org.jspecify.annotations.Nullable;

/** A message in a courier's hands, from its submission until the sender knows what became of it. */
final class Parcel {

    final CourierInput.Submit submit;
    final long submittedAt;
    final long acceptBy;
    final int size;

    /** Set when it has its number in a channel. */
    @Nullable Envelope envelope;

    /** The receiver has deferred it; it goes before all others for its actor. */
    boolean afterDeferral;

    /** The sender has been told; the number is still to be delivered. */
    boolean settled;

    Parcel(CourierInput.Submit submit, long now, long acceptMillis) {
        this.submit = submit;
        this.submittedAt = now;
        this.acceptBy = now + acceptMillis;
        this.size = Envelope.OVERHEAD + submit.payload().size();
    }

    ActorId to() {
        return submit.to();
    }

    boolean isKeyed() {
        return submit.wishes().key() != null;
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
                acceptBy,
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
