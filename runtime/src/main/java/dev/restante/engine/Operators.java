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

/** Does what operators ask for; answers leave after the commit of what they report. */
final class Operators {

    private final Ledger ledger;
    private final Reads reads;
    private final Residents residents;
    private final Completions completions;
    private final Failures failures;
    private final Timers timers;
    private final Turns turns;
    private final Arrivals arrivals;
    private final Outcomes outcomes;
    private final Recount recount;
    private final Views views;

    Operators(
            Ledger ledger,
            Reads reads,
            Residents residents,
            Completions completions,
            Failures failures,
            Timers timers,
            Outcomes outcomes,
            Turns turns,
            Arrivals arrivals,
            Recount recount) {
        this.ledger = ledger;
        this.reads = reads;
        this.residents = residents;
        this.completions = completions;
        this.failures = failures;
        this.timers = timers;
        this.outcomes = outcomes;
        this.turns = turns;
        this.arrivals = arrivals;
        this.recount = recount;
        this.views = new Views(ledger, reads, residents, timers);
    }

    void asked(Object token, Request request) {
        Consumer<Object> answer = value -> ledger.release(new Output.Answer(token, value));
        if (request instanceof Request.Pause pause) {
            setPaused(pause.actor(), true, answer);
        } else if (request instanceof Request.Resume resume) {
            setPaused(resume.actor(), false, answer);
        } else if (request instanceof Request.Purge purge) {
            purge(purge.actor(), answer);
        } else if (request instanceof Request.Cancel cancel) {
            cancel(cancel.actor(), cancel.idOrKey(), answer);
        } else if (request instanceof Request.Redrive redrive) {
            redrive(redrive, answer);
        } else if (request instanceof Request.Discard discard) {
            discard(discard.id(), answer);
        } else if (request instanceof Request.Recount) {
            recount.ask(token);
        } else {
            views.asked(request, answer);
        }
    }

    private void setPaused(ActorId actor, boolean paused, Consumer<Object> answer) {
        Mailbox mailbox = ledger.mailbox(actor);
        residents.whenReady(mailbox, () -> {
            boolean changes = mailbox.isPaused() != paused;
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

    // Purge

    private void purge(ActorId actor, Consumer<Object> answer) {
        Mailbox mailbox = ledger.mailbox(actor);
        residents.whenReady(mailbox, () -> {
            if (mailbox.purging) {
                answer.accept(0L);
            } else {
                mailbox.purging = true;
                purge(mailbox, ledger.scalars.position, 0, answer);
            }
        });
    }

    /** Purges what is in memory, then reads more of what is spilled, until nothing is left that had arrived when it began. */
    private void purge(Mailbox mailbox, long through, long before, Consumer<Object> answer) {
        List<Mail> unbegun = new ArrayList<>();
        mailbox.queue.forEachInMemory(mail -> {
            if (mail.number <= through && !mailbox.handed.contains(mail) && !mail.undecided) {
                unbegun.add(mail);
            }
        });
        unbegun.forEach(mail -> completions.end(mailbox, mail, Ending.of(MessageState.PURGED)));
        long purged = before + unbegun.size();
        if (mailbox.queue.spillsBefore(through)) {
            turns.whenLoaded(mailbox, () -> purge(mailbox, through, purged, answer));
            return;
        }
        if (turns.awaitReturn(mailbox, () -> purge(mailbox, through, purged, answer))) {
            return;
        }
        mailbox.purging = false;
        ledger.consider(mailbox);
        answer.accept(purged);
    }

    // Cancel

    private void cancel(ActorId actor, String idOrKey, Consumer<Object> answer) {
        views.find(actor, idOrKey, (id, outcome) -> withReady(actor, mailbox -> cancel(mailbox, id, outcome, answer)));
    }

    /** After anything was read, the actor is looked up anew: it may have been passivated meanwhile. */
    private void withReady(ActorId actor, Consumer<Mailbox> action) {
        Mailbox mailbox = ledger.mailbox(actor);
        residents.whenReady(mailbox, () -> {
            ledger.consider(mailbox);
            action.accept(mailbox);
        });
    }

    private void cancel(Mailbox mailbox, @Nullable MessageId id, @Nullable Outcome outcome, Consumer<Object> answer) {
        Mail mail = id == null ? null : mailbox.queue.find(id);
        if (mail != null) {
            cancel(mailbox, mail, answer);
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

    private void cancel(Mailbox mailbox, Mail mail, Consumer<Object> answer) {
        if (mail.undecided) {
            answer.accept(Cancellation.UNKNOWN);
        } else if (mail.gone) {
            answer.accept(Cancellation.ALREADY_BEGUN);
        } else if (mailbox.handed.contains(mail)) {
            if (!turns.awaitReturn(mailbox, () -> cancel(mailbox, mail, answer))) {
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
            turns.whenLoaded(mailbox, () -> cancel(mailbox, outcome.id(), outcome, answer));
            return;
        }
        RowKey key = RowKey.pending(mailbox.actor, outcome.position());
        reads.fetch(
                List.of(key),
                rows -> withReady(mailbox.actor, current -> {
                    byte[] row = rows.get(0);
                    if (current.queue.find(outcome.id()) != null || current.queue.isLoading()) {
                        cancel(current, outcome.id(), outcome, answer);
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

    // Dead letters

    private void redrive(Request.Redrive request, Consumer<Object> answer) {
        views.findDead(request.id(), (row, dead) -> {
            if (row == null || dead == null) {
                answer.accept(false);
                return;
            }
            Envelope old = dead.envelope();
            Envelope envelope = request.corrected() == null
                    ? old
                    : new Envelope(old.id(), old.to(), request.corrected(), old.from(), old.terms());
            ledger.remove(row);
            int receiver = Placement.partitionOf(envelope.to(), ledger.settings.partitions());
            if (receiver == ledger.partition) {
                outcomes.redriven(arrivals.enqueue(ledger.mailbox(envelope.to()), withoutLimits(envelope), false));
            } else {
                MessageId id = envelope.id();
                ledger.remove(RowKey.outcome(id));
                ledger.send(receiver, envelope.withId(new MessageId(receiver, id.origin(), id.number())));
            }
            answer.accept(true);
        });
    }

    /** A redriven message is begun whenever its turn comes. */
    private static Envelope withoutLimits(Envelope envelope) {
        Terms terms = envelope.terms();
        if (terms.expiresAt() == 0) {
            return envelope;
        }
        Terms lasting = new Terms(
                terms.sentAt(), 0, 0, terms.acceptBy(), terms.wantsReply(), terms.keepsOutcome(), false, terms.key());
        return new Envelope(envelope.id(), envelope.to(), envelope.payload(), envelope.from(), lasting);
    }

    private void discard(MessageId id, Consumer<Object> answer) {
        views.findDead(id, (row, dead) -> {
            if (row == null || dead == null) {
                answer.accept(false);
                return;
            }
            Mailbox mailbox = ledger.mailbox(dead.envelope().to());
            residents.whenReady(mailbox, () -> {
                ledger.consider(mailbox);
                if (ledger.overlay.isRemoved(row)) {
                    answer.accept(false);
                    return;
                }
                ledger.remove(row);
                completions.count(mailbox, MessageState.PURGED);
                outcomes.discarded(dead.envelope(), dead.acceptedAt());
                answer.accept(true);
            });
        });
    }
}
