package dev.restante.engine;

/** Puts messages into mailboxes. */
final class Arrivals {

    /** How many times its capacity a mailbox takes of what cannot be refused any more. */
    private static final long HARD_LIMIT_FACTOR = 16;

    private final Ledger ledger;
    private final DeadLetters deadLetters;
    private boolean suspectsResent;

    Arrivals(Ledger ledger, DeadLetters deadLetters) {
        this.ledger = ledger;
        this.deadLetters = deadLetters;
    }

    /** The node had not stopped cleanly: what is sent again may be what stopped it. */
    void suspectResent() {
        suspectsResent = true;
    }

    /** Puts a message at the end of its mailbox. */
    Mail enqueue(Mailbox mailbox, Envelope envelope, boolean again) {
        Mail mail = ledger.enqueue(mailbox, envelope, ledger.now);
        mail.suspect = again && suspectsResent;
        ledger.consider(mailbox);
        return mail;
    }

    /** Takes what cannot be refused any more; beyond a hard limit it becomes a dead letter at once. */
    void arrive(Mailbox mailbox, Envelope envelope, boolean again) {
        long limit = mailbox.type == null ? Long.MAX_VALUE : HARD_LIMIT_FACTOR * mailbox.type.capacityBytes();
        if (mailbox.queue.bytes() + envelope.size() > limit) {
            String reason = "the mailbox of " + mailbox.actor + " held its limit of " + limit + " bytes";
            deadLetters.bury(envelope, 0, reason, "", ledger.now);
            ledger.consider(mailbox);
        } else {
            enqueue(mailbox, envelope, again);
        }
    }
}
