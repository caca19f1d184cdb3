package dev.restante.testkit.simulation;

import dev.restante.ActorId;
import dev.restante.MessageId;
import dev.restante.engine.ClientKey;
import dev.restante.engine.CourierOutput;
import org.jspecify.annotations.Nullable;

/** A client's message over all its ways through couriers: one without a key goes once, one with a key until its fate is known. */
final class Letter {

    private final World world;
    private final Correspondent sender;
    private final Consignment consignment;
    private @Nullable MessageId id;
    private long acceptedAt;
    private int sends;
    private int underWay;
    private boolean settled;

    Letter(World world, Correspondent sender, Consignment consignment) {
        this.world = world;
        this.sender = sender;
        this.consignment = consignment;
    }

    ActorId to() {
        return consignment.to();
    }

    void send(CourierHost courier) {
        world.trace.tell(sender, "sends", this, sends == 0 ? "" : "again");
        sends++;
        underWay++;
        courier.submit(
                consignment.postage().submit(new Attempt(), to(), consignment.payload(), consignment.patienceMillis()));
    }

    /** The message's id once its receipt is there. */
    @Nullable MessageId id() {
        return id;
    }

    /** When the last receipt came, epoch milliseconds. */
    long acceptedAt() {
        return acceptedAt;
    }

    /** Whether somebody still waits for an answer. */
    boolean isOpen() {
        return !settled || underWay > 0;
    }

    private boolean hasKey() {
        return consignment.postage().wishes().key() != null;
    }

    private final class Attempt implements Sending {

        @Override
        public boolean hears(CourierOutput.ToSender told) {
            if (told instanceof CourierOutput.Accepted receipt) {
                accepted(receipt);
                if (consignment.patienceMillis() > 0) {
                    return false;
                }
                underWay--;
                settle();
                return true;
            }
            underWay--;
            world.trace.tell(sender, "hears of", Letter.this, "that it is", Narration.of(told));
            if (isFinal(told)) {
                lastWord(told);
            } else {
                repeat();
            }
            return true;
        }

        @Override
        public void lost() {
            underWay--;
            if (hasKey() && !settled) {
                repeat();
            } else if (!settled) {
                settle();
                consignment.reader().lost();
            }
        }
    }

    private void accepted(CourierOutput.Accepted receipt) {
        MessageId before = id;
        if (before != null && !before.equals(receipt.id())) {
            throw World.violation(
                    "I2: " + this + " was accepted as " + before + ", and its repeat as " + receipt.id(), to());
        }
        id = receipt.id();
        acceptedAt = world.agenda.now();
        world.trace.tell(sender, "has the receipt of", this, "as", id, receipt.duplicate() ? "once more" : "");
        world.tally.count(receipt.duplicate() ? "duplicates answered" : "messages accepted");
        if (before == null) {
            consignment.reader().hears(receipt);
            if (hasKey() && sender.forgets()) {
                repeat();
            }
        }
    }

    /** Whether there is nothing more to find out; without a key there never is. */
    private boolean isFinal(CourierOutput.ToSender told) {
        boolean goesNowhere = told instanceof CourierOutput.Refused refused
                && switch (refused.refusal()) {
                    case MAILBOX_FULL, OVERLOADED, TOO_LATE, UNAVAILABLE -> false;
                    case UNKNOWN_TYPE, UNKNOWN_MESSAGE, KEY_REUSED, TOO_LARGE -> true;
                };
        return !hasKey() || settled || goesNowhere || told instanceof CourierOutput.Finished;
    }

    private void lastWord(CourierOutput.ToSender told) {
        if (!settled) {
            settle();
            consignment.reader().hears(told);
        }
    }

    private void settle() {
        settled = true;
    }

    private void repeat() {
        world.tally.count("repeats");
        sender.sendAgain(this);
    }

    @Override
    public String toString() {
        ClientKey key = consignment.postage().wishes().key();
        return Narration.of(consignment.payload()) + " to " + to() + (key == null ? "" : " with key " + key.key());
    }
}
