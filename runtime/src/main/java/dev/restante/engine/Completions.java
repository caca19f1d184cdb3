package dev.restante.engine;

import dev.restante.MessageState;
import dev.restante.Payload;
import dev.restante.engine.Outcomes.Ending;
import dev.restante.engine.RowFormat.Header;
import java.util.List;

/** Turns the result of a hand-over into the changes that commit together: state, events, sends, timers, calls, outcomes. */
final class Completions {

    private final Ledger ledger;
    private final Outcomes outcomes;
    private final Sends sends;
    private final Timers timers;
    private final Calls calls;

    Completions(Ledger ledger, Outcomes outcomes, Sends sends, Timers timers, Calls calls) {
        this.ledger = ledger;
        this.outcomes = outcomes;
        this.sends = sends;
        this.timers = timers;
        this.calls = calls;
    }

    void apply(Mailbox mailbox, List<Mail> handed, TurnResult result) {
        List<Completion> completions = result.completions();
        if (completions.size() > handed.size() || (completions.size() == handed.size() && result.failure() != null)) {
            throw new IllegalStateException("the cell of " + mailbox.actor + " finished " + completions.size() + " of "
                    + handed.size() + " messages and failed at one more");
        }
        Header before = mailbox.header;
        for (int i = 0; i < completions.size(); i++) {
            apply(mailbox, handed.get(i), completions.get(i));
        }
        apply(mailbox, result.state());
        if (!mailbox.header.equals(before)) {
            ledger.header(mailbox, mailbox.header);
        }
    }

    private void apply(Mailbox mailbox, Mail mail, Completion completion) {
        leave(mailbox, mail);
        Header header = mailbox.header;
        long replaced = 0;
        for (Send send : completion.sends()) {
            replaced += sends.send(mailbox.actor, send, mail.envelope) ? 1 : 0;
        }
        for (String timer : completion.cancels()) {
            replaced += timers.cancel(mailbox.actor, timer) ? 1 : 0;
        }
        for (Payload request : completion.calls()) {
            calls.add(mailbox.actor, request, mail.envelope);
        }
        long events = header.events();
        for (Payload event : completion.events()) {
            ledger.put(RowKey.event(mailbox.actor, ++events), RowFormat.writePayload(ledger.format, event));
        }
        MessageState end = completion.rejection() == null ? MessageState.PROCESSED : MessageState.REJECTED;
        Header counted = events == header.events() ? header : header.withEvents(events);
        mailbox.header = counted.counting(end, 1);
        if (replaced > 0) {
            mailbox.header = mailbox.header.counting(MessageState.CANCELLED, replaced);
        }
        outcomes.finished(
                mail.envelope, mail.acceptedAt, new Ending(end, 0, completion.reply(), completion.rejection()));
    }

    private void apply(Mailbox mailbox, TurnResult.StateAfter state) {
        if (state instanceof TurnResult.StateAfter.Changed changed) {
            long events = mailbox.header.events();
            ledger.put(mailbox.stateKey, RowFormat.write(ledger.format, new RowFormat.State(events, changed.state())));
            forgetEvents(mailbox, events);
        } else if (state instanceof TurnResult.StateAfter.Forgotten) {
            ledger.remove(mailbox.stateKey);
            long events = mailbox.header.events();
            forgetEvents(mailbox, events);
            mailbox.stateEvents = 0;
            mailbox.header = mailbox.header.withEvents(0);
        }
    }

    private void forgetEvents(Mailbox mailbox, long through) {
        for (long number = mailbox.stateEvents + 1; number <= through; number++) {
            ledger.remove(RowKey.event(mailbox.actor, number));
        }
        mailbox.stateEvents = through;
    }

    /** Ends a message that was not handled: expired, cancelled, or purged. */
    void end(Mailbox mailbox, Mail mail, Ending ending) {
        leave(mailbox, mail);
        count(mailbox, ending.state());
        outcomes.finished(mail.envelope, mail.acceptedAt, ending);
    }

    /** Counts a message that ended without being handled, and writes the count. */
    void count(Mailbox mailbox, MessageState state) {
        ledger.header(mailbox, mailbox.header.counting(state, 1));
    }

    /** Takes a message out of its mailbox, with what was remembered about it as the first one. */
    void leave(Mailbox mailbox, Mail mail) {
        ledger.dequeue(mailbox, mail);
        if (mailbox.mark != null && mailbox.mark.number() <= mail.number) {
            ledger.mark(mailbox, null);
        }
    }
}
