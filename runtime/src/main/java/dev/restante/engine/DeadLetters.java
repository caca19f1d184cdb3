package dev.restante.engine;

import dev.restante.MessageState;
import dev.restante.engine.Outcomes.Ending;

/** Keeps what was given up, until it is redriven or discarded. */
final class DeadLetters {

    private final Ledger ledger;
    private final Outcomes outcomes;

    DeadLetters(Ledger ledger, Outcomes outcomes) {
        this.ledger = ledger;
        this.outcomes = outcomes;
    }

    /** Keeps a message that is in no queue, or no longer. */
    void bury(Envelope envelope, int attempts, String reason, String detail, long acceptedAt) {
        long number = ++ledger.scalars.deadNumber;
        RowFormat.Dead dead = new RowFormat.Dead(envelope, attempts, reason, detail, acceptedAt, ledger.now);
        ledger.put(RowKey.dead(number), RowFormat.write(ledger.format, dead));
        outcomes.dead(envelope, number, acceptedAt, new Ending(MessageState.DEAD, attempts, null, reason));
    }
}
