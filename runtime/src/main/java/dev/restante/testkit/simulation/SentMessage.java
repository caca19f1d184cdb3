package dev.restante.testkit.simulation;

import dev.restante.ActorId;
import dev.restante.MessageId;
import dev.restante.MessageState;
import dev.restante.Payload;
import dev.restante.engine.CourierInput.Wishes;
import org.jspecify.annotations.Nullable;

/** A client's message and what the client was told about it, over all attempts to send it. */
final class SentMessage {

    final Label label;
    final ActorId to;
    final Payload payload;
    final Wishes wishes;
    /** Sent to be refused: a name nobody knows, or another message's key. */
    final boolean invalid;

    private int attempts;
    private int acceptances;
    private int refusals;
    private long expiresAt;
    private @Nullable MessageId id;
    private @Nullable MessageState outcome;
    private boolean redriven;

    SentMessage(Label label, ActorId to, Payload payload, Wishes wishes, boolean invalid) {
        this.label = label;
        this.to = to;
        this.payload = payload;
        this.wishes = wishes;
        this.invalid = invalid;
    }

    boolean hasKey() {
        return wishes.key() != null;
    }

    void attempted() {
        attempts++;
    }

    /** Tried more than once: repeats overtake what was sent between them. */
    boolean isRepeated() {
        return attempts > 1;
    }

    void accepted(MessageId accepted, boolean duplicate) {
        if (invalid) {
            throw World.violation("I4: " + label + " was accepted though it is invalid", label, accepted);
        }
        if (duplicate && !hasKey()) {
            throw World.violation("I2: " + label + " without a key is called a duplicate", label, accepted);
        }
        if (id != null && !id.equals(accepted)) {
            throw World.violation(
                    "I2: a repeat of " + label + " was accepted as " + accepted + ", the first one as " + id,
                    label,
                    id,
                    accepted);
        }
        id = accepted;
        acceptances++;
    }

    void refused() {
        refusals++;
    }

    void finished(MessageState state) {
        boolean discarded = outcome == MessageState.DEAD && state == MessageState.PURGED;
        if (outcome != null && outcome != state && !redriven && !discarded) {
            throw World.violation("I2: " + label + " came to " + outcome + " and to " + state, label);
        }
        outcome = state;
    }

    /** An operator took the dead letter out again, so that it may come to another end. */
    void redriven() {
        redriven = true;
    }

    @Nullable MessageId id() {
        return id;
    }

    boolean isAccepted() {
        return id != null;
    }

    /** Every attempt was accepted, as the first or as a repeat. */
    boolean isAcceptedEachTime() {
        return acceptances == attempts;
    }

    /** The client knows the fate of one attempt. */
    boolean isAnswered() {
        return acceptances + refusals > 0;
    }

    /** Every attempt was refused, so it must never be applied. */
    boolean isRefusedForGood() {
        return invalid || (id == null && attempts > 0 && refusals == attempts);
    }

    /** Accepted or not, the client does not know. */
    boolean isInDoubt() {
        return id == null && refusals < attempts;
    }

    boolean isDelayed() {
        return wishes.notBefore() > 0;
    }

    /** A courier begins to carry it at this time of its clock. */
    void submitted(long clock) {
        expiresAt = canExpire() ? Math.max(expiresAt, clock + wishes.timeToLiveMillis()) : Long.MAX_VALUE;
    }

    /** When the last of its ways ends at which it may still be begun; {@link Long#MAX_VALUE} when it may be at any time. */
    long expiresAt() {
        return redriven ? Long.MAX_VALUE : expiresAt;
    }

    boolean canExpire() {
        return wishes.timeToLiveMillis() > 0;
    }

    @Nullable MessageState outcome() {
        return outcome;
    }
}
