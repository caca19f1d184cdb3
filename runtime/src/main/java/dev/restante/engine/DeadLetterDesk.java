package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.DeadLetter;
import dev.restante.MessageId;
import dev.restante.MessageState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Shows dead letters, puts them back into their mailboxes, and discards them. */
final class DeadLetterDesk {

    private static final int MAX_SHOWN = 1000;
    private static final int MAX_COUNTED = 10_000;

    private final Ledger ledger;
    private final Reads reads;
    private final Residents residents;
    private final Completions completions;
    private final Outcomes outcomes;
    private final Arrivals arrivals;

    DeadLetterDesk(
            Ledger ledger,
            Reads reads,
            Residents residents,
            Completions completions,
            Outcomes outcomes,
            Arrivals arrivals) {
        this.ledger = ledger;
        this.reads = reads;
        this.residents = residents;
        this.completions = completions;
        this.outcomes = outcomes;
        this.arrivals = arrivals;
    }

    /** Puts a dead letter at the end of its mailbox; answers with whether it was there. */
    void redrive(Request.Redrive request, Consumer<Object> answer) {
        find(request.id(), (row, dead) -> {
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

    /** Removes a dead letter for good; answers with whether it was there. */
    void discard(MessageId id, Consumer<Object> answer) {
        find(id, (row, dead) -> {
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

    // Looking

    /** Answers with the dead letter, if there is one. */
    void show(MessageId id, Consumer<Object> answer) {
        find(id, (row, dead) -> answer.accept(dead == null ? Optional.empty() : Optional.of(shown(dead))));
    }

    /** Answers with those that match, in the order in which they died. */
    void list(Request.DeadLetters request, Consumer<Object> answer) {
        MessageId after = request.after();
        if (after == null) {
            collect(RowKey.dead(0).kindStart(), request, new ArrayList<>(), answer);
            return;
        }
        find(after, (row, dead) -> {
            if (row == null) {
                answer.accept(List.of());
            } else {
                collect(RowKey.dead(row.lastNumber() + 1), request, new ArrayList<>(), answer);
            }
        });
    }

    private void collect(RowKey from, Request.DeadLetters request, List<DeadLetter> letters, Consumer<Object> answer) {
        int most = Math.min(request.limit(), MAX_SHOWN);
        reads.scan(from, from.kindEnd(), MAX_SHOWN, page -> {
            for (Map.Entry<RowKey, byte[]> row : page.rows().entrySet()) {
                RowFormat.Dead dead = RowFormat.readDead(row.getValue());
                if (letters.size() < most && matches(request, dead.envelope().to())) {
                    letters.add(shown(dead));
                }
            }
            if (letters.size() == most || page.next() == null) {
                answer.accept(letters);
            } else {
                collect(page.next(), request, letters, answer);
            }
        });
    }

    private static boolean matches(Request.DeadLetters request, ActorId actor) {
        return (request.type() == null || request.type().equals(actor.type()))
                && (request.actor() == null || request.actor().equals(actor));
    }

    private static DeadLetter shown(RowFormat.Dead dead) {
        Envelope envelope = dead.envelope();
        return new DeadLetter(
                envelope.id(),
                envelope.to(),
                envelope.payload(),
                dead.attempts(),
                dead.reason(),
                dead.detail(),
                Instant.ofEpochMilli(dead.acceptedAt()),
                Instant.ofEpochMilli(dead.diedAt()),
                Optional.ofNullable(envelope.from().sender()));
    }

    /** How many dead letters the actor has; stops counting after many. */
    void count(ActorId actor, Consumer<Long> then) {
        RowKey any = RowKey.dead(0);
        reads.scan(
                any.kindStart(),
                any.kindEnd(),
                MAX_COUNTED,
                page -> then.accept(page.rows().values().stream()
                        .filter(row -> RowFormat.readDead(row).envelope().to().equals(actor))
                        .count()));
    }

    /** Finds the row of a dead letter and what is in it. */
    private void find(MessageId id, Views.Found<RowKey, RowFormat.Dead> found) {
        reads.fetch(List.of(RowKey.outcome(id)), rows -> {
            byte[] row = rows.get(0);
            Outcome outcome = row == null ? null : RowFormat.readOutcome(row);
            if (outcome == null || outcome.state() != MessageState.DEAD) {
                found.accept(null, null);
                return;
            }
            RowKey key = RowKey.dead(outcome.position());
            reads.fetch(List.of(key), letters -> {
                byte[] letter = letters.get(0);
                found.accept(letter == null ? null : key, letter == null ? null : RowFormat.readDead(letter));
            });
        });
    }
}
