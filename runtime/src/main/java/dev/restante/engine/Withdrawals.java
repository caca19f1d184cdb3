package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.MessageId;
import dev.restante.MessageState;
import dev.restante.Operations.Cancellation;
import dev.restante.engine.Outcomes.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes messages back that are not begun: a single one, or all of a mailbox. */
final class Withdrawals {

    private final Ledger ledger;
    private final Reads reads;
    private final Residents residents;
    private final Completions completions;
    private final Outcomes outcomes;
    private final Timers timers;
    private final Turns turns;
    private final Spilled spilled;
    private final Views views;

    Withdrawals(
            Ledger ledger,
            Reads reads,
            Residents residents,
            Completions completions,
            Outcomes outcomes,
            Timers timers,
            Turns turns,
            Spilled spilled,
            Views views) {
        this.ledger = ledger;
        this.reads = reads;
        this.residents = residents;
        this.completions = completions;
        this.outcomes = outcomes;
        this.timers = timers;
        this.turns = turns;
        this.spilled = spilled;
        this.views = views;
    }

    /** Ends all that waits and is not begun; answers with how many messages that were. */
    void purge(ActorId actor, Consumer<Object> answer) {
        Mailbox mailbox = ledger.mailbox(actor);
        residents.whenReady(mailbox, () -> {
            if (mailbox.purging) {
                answer.accept(0L);
            } else {
                mailbox.purging = true;
                purgeWaiting(mailbox, ledger.scalars.position, 0, answer);
            }
        });
    }

    /** Purges what is in memory, then reads more of what is spilled, until nothing is left that had arrived when it began. */
    private void purgeWaiting(Mailbox mailbox, long through, long before, Consumer<Object> answer) {
        List<Mail> unbegun = new ArrayList<>();
        mailbox.queue.forEachInMemory(mail -> {
            if (mail.number <= through && !mailbox.handed.contains(mail) && !mail.undecided) {
                unbegun.add(mail);
            }
        });
        unbegun.forEach(mail -> completions.end(mailbox, mail, Ending.of(MessageState.PURGED)));
        long purged = before + unbegun.size();
        if (mailbox.queue.spillsBefore(through)) {
            spilled.whenLoaded(mailbox, () -> purgeWaiting(mailbox, through, purged, answer));
            return;
        }
        if (turns.awaitReturn(mailbox, () -> purgeWaiting(mailbox, through, purged, answer))) {
            return;
        }
        mailbox.purging = false;
        ledger.consider(mailbox);
        answer.accept(purged);
    }

    // Cancel

    /** Ends a message that is not begun; answers with a {@link Cancellation}. */
    void cancel(ActorId actor, String idOrKey, Consumer<Object> answer) {
        views.find(
                actor,
                idOrKey,
                (id, outcome) -> withReady(actor, mailbox -> cancelKnown(mailbox, id, outcome, answer)));
    }

    /** After anything was read, the actor is looked up anew: it may have been passivated meanwhile. */
    private void withReady(ActorId actor, Consumer<Mailbox> action) {
        Mailbox mailbox = ledger.mailbox(actor);
        residents.whenReady(mailbox, () -> {
            ledger.consider(mailbox);
            action.accept(mailbox);
        });
    }

    private void cancelKnown(
            Mailbox mailbox, @Nullable MessageId id, @Nullable Outcome outcome, Consumer<Object> answer) {
        Mail mail = id == null ? null : mailbox.queue.find(id);
        if (mail != null) {
            cancelInMemory(mailbox, mail, answer);
        } else if (outcome == null) {
            answer.accept(Cancellation.UNKNOWN);
        } else if (outcome.state() == MessageState.DELAYED) {
            cancelDelayed(mailbox.actor, outcome, answer);
        } else if (outcome.state() == MessageState.PENDING) {
            cancelSpilled(mailbox, outcome, answer);
        } else {
            answer.accept(Cancellation.ALREADY_BEGUN);
        }
    }

    private void cancelInMemory(Mailbox mailbox, Mail mail, Consumer<Object> answer) {
        if (mail.undecided) {
            answer.accept(Cancellation.UNKNOWN);
        } else if (mail.gone) {
            answer.accept(Cancellation.ALREADY_BEGUN);
        } else if (mailbox.handed.contains(mail)) {
            if (!turns.awaitReturn(mailbox, () -> cancelInMemory(mailbox, mail, answer))) {
                answer.accept(Cancellation.ALREADY_BEGUN);
            }
        } else {
            completions.end(mailbox, mail, Ending.of(MessageState.CANCELLED));
            answer.accept(Cancellation.CANCELLED);
        }
    }

    private void cancelDelayed(ActorId actor, Outcome outcome, Consumer<Object> answer) {
        Optional<Timers.Entry> found = timers.heldFor(actor).stream()
                .filter(entry -> entry.id.equals(outcome.id()))
                .findFirst();
        if (found.isEmpty()) {
            answer.accept(Cancellation.ALREADY_BEGUN);
            return;
        }
        Timers.Entry entry = found.get();
        reads.fetch(
                List.of(entry.row),
                rows -> withReady(actor, mailbox -> {
                    byte[] row = rows.get(0);
                    if (row == null || entry.gone) {
                        answer.accept(Cancellation.ALREADY_BEGUN);
                        return;
                    }
                    timers.remove(entry);
                    RowFormat.Timer timer = RowFormat.readTimer(row);
                    completions.count(mailbox, MessageState.CANCELLED);
                    outcomes.finished(timer.envelope(), timer.acceptedAt(), Ending.of(MessageState.CANCELLED));
                    answer.accept(Cancellation.CANCELLED);
                }));
    }

    private void cancelSpilled(Mailbox mailbox, Outcome outcome, Consumer<Object> answer) {
        if (mailbox.queue.isLoading()) {
            spilled.whenLoaded(mailbox, () -> cancelKnown(mailbox, outcome.id(), outcome, answer));
            return;
        }
        RowKey key = RowKey.pending(mailbox.actor, outcome.position());
        reads.fetch(
                List.of(key),
                rows -> withReady(mailbox.actor, current -> {
                    byte[] row = rows.get(0);
                    if (current.queue.find(outcome.id()) != null || current.queue.isLoading()) {
                        cancelKnown(current, outcome.id(), outcome, answer);
                    } else if (row == null || ledger.overlay.isRemoved(key)) {
                        answer.accept(Cancellation.ALREADY_BEGUN);
                    } else {
                        RowFormat.Pending pending = RowFormat.readPending(row);
                        ledger.dequeueSpilled(
                                current, outcome.position(), pending.envelope().size());
                        completions.count(current, MessageState.CANCELLED);
                        outcomes.finished(pending.envelope(), pending.acceptedAt(), Ending.of(MessageState.CANCELLED));
                        answer.accept(Cancellation.CANCELLED);
                    }
                }));
    }
}
