package dev.restante.engine;

/** What follows when a message cannot be handled: another attempt after a while, the end of its attempts, or a pause of its mailbox. */
final class Failures {

    /** A message that was alone in work when its node stopped, so many times, is given up. */
    private static final int MAX_CRASHES = 5;

    private final Ledger ledger;
    private final Completions completions;
    private final DeadLetters deadLetters;

    Failures(Ledger ledger, Completions completions, DeadLetters deadLetters) {
        this.ledger = ledger;
        this.completions = completions;
        this.deadLetters = deadLetters;
    }

    /** A handler threw, or the message could not be read. */
    void failed(Mailbox mailbox, Mail mail, Failure failure) {
        TypeSettings type = mailbox.type;
        if (failure.kind() == Failure.Kind.UNDECODABLE || type == null) {
            mailbox.unreadable = true;
            return;
        }
        Mark mark = markOf(mailbox, mail);
        long backoff = type.firstBackoffMillis() << Math.min(mark.attempts(), 30);
        long wait = Math.min(type.maxBackoffMillis(), Math.max(backoff, type.firstBackoffMillis()));
        Mark failed = mark.failed(failure.reason(), ledger.now + wait);
        if (failed.attempts() < type.attempts()) {
            ledger.mark(mailbox, failed);
        } else if (type.pausesWhenExhausted()) {
            ledger.mark(mailbox, failed);
            pause(
                    mailbox,
                    "message " + mail.envelope.id() + " failed " + failed.attempts() + " times: " + failure.reason());
        } else {
            giveUp(mailbox, mail, failed.attempts(), failure.reason(), failure.detail());
        }
    }

    private static Mark markOf(Mailbox mailbox, Mail mail) {
        Mark mark = mailbox.mark;
        return mark != null && mark.number() == mail.number ? mark : Mark.of(mail.number);
    }

    private void giveUp(Mailbox mailbox, Mail mail, int attempts, String reason, String detail) {
        completions.leave(mailbox, mail);
        deadLetters.bury(mail.envelope, attempts, reason, detail, mail.acceptedAt);
    }

    boolean hasCrashedTooOften(Mailbox mailbox, Mail mail) {
        Mark mark = mailbox.mark;
        return mark != null && mark.number() == mail.number && mark.crashes() >= MAX_CRASHES;
    }

    /** Gives up a message that stopped its node too often. */
    void giveUpCrashed(Mailbox mailbox, Mail mail) {
        Mark mark = markOf(mailbox, mail);
        String reason = "its node stopped " + mark.crashes() + " times while it was being handled";
        giveUp(mailbox, mail, mark.attempts() + mark.crashes(), reason, mark.reason());
    }

    int attemptOf(Mailbox mailbox, Mail mail) {
        Mark mark = mailbox.mark;
        return mark == null || mark.number() != mail.number ? 1 : mark.attempts() + mark.crashes() + 1;
    }

    /** Narrows down what may have stopped the node: a hand-over that was logged beforehand and has no result. */
    void recovered(Mailbox mailbox, boolean clean) {
        Mark mark = mailbox.mark;
        if (mark == null || mark.batch() == 0) {
            return;
        }
        Mark after = clean ? mark.handedOver(0) : mark.survived();
        mailbox.suspectBatch = clean ? mailbox.suspectBatch : Math.max(1, after.batch() / 8);
        mailbox.mark = after.handedOver(0);
    }

    /** A hand-over that was logged beforehand does not come to pass: a stop of the node says nothing about its messages. */
    void unbegun(Mailbox mailbox) {
        if (mailbox.mark != null) {
            ledger.mark(mailbox, mailbox.mark.handedOver(0));
        }
    }

    void pause(Mailbox mailbox, String reason) {
        if (!mailbox.isPausedForGood()) {
            ledger.header(mailbox, mailbox.header.pausedFor(reason));
        }
    }

    void resume(Mailbox mailbox) {
        mailbox.unreadable = false;
        if (mailbox.isPausedForGood()) {
            ledger.header(mailbox, mailbox.header.pausedFor(null));
        }
        ledger.mark(mailbox, null);
    }
}
