package dev.restante.engine;

import dev.restante.ActorId;
import java.util.function.Consumer;

/** Does what operators ask for; answers leave after the commit of what they report. */
final class Operators {

    private final Ledger ledger;
    private final Residents residents;
    private final Failures failures;
    private final Turns turns;
    private final Withdrawals withdrawals;
    private final DeadLetterDesk deadLetters;
    private final Recount recount;
    private final Views views;

    Operators(
            Ledger ledger,
            Residents residents,
            Failures failures,
            Turns turns,
            Withdrawals withdrawals,
            DeadLetterDesk deadLetters,
            Recount recount,
            Views views) {
        this.ledger = ledger;
        this.residents = residents;
        this.failures = failures;
        this.turns = turns;
        this.withdrawals = withdrawals;
        this.deadLetters = deadLetters;
        this.recount = recount;
        this.views = views;
    }

    void asked(Object token, Request request) {
        Consumer<Object> answer = value -> ledger.release(new Output.Answer(token, value));
        if (request instanceof Request.Pause pause) {
            setPaused(pause.actor(), true, answer);
        } else if (request instanceof Request.Resume resume) {
            setPaused(resume.actor(), false, answer);
        } else if (request instanceof Request.Purge purge) {
            withdrawals.purge(purge.actor(), answer);
        } else if (request instanceof Request.Cancel cancel) {
            withdrawals.cancel(cancel.actor(), cancel.idOrKey(), answer);
        } else if (request instanceof Request.Redrive redrive) {
            deadLetters.redrive(redrive, answer);
        } else if (request instanceof Request.Discard discard) {
            deadLetters.discard(discard.id(), answer);
        } else if (request instanceof Request.DeadLetters letters) {
            deadLetters.list(letters, answer);
        } else if (request instanceof Request.DeadLetterById letter) {
            deadLetters.show(letter.id(), answer);
        } else if (request instanceof Request.Recount) {
            recount.ask(token);
        } else {
            views.asked(request, answer);
        }
    }

    private void setPaused(ActorId actor, boolean paused, Consumer<Object> answer) {
        Mailbox mailbox = ledger.mailbox(actor);
        residents.whenReady(mailbox, () -> {
            boolean changes = paused ? !mailbox.isPausedForGood() : mailbox.isPaused();
            if (changes && paused) {
                failures.pause(mailbox, "paused by an operator");
            } else if (changes) {
                failures.resume(mailbox);
            }
            if (paused) {
                turns.recall(mailbox);
            }
            ledger.consider(mailbox);
            answer.accept(changes);
        });
    }
}
