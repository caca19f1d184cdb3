package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.ActorStatus;
import dev.restante.MailboxDepth;
import dev.restante.MessageId;
import dev.restante.MessageState;
import dev.restante.Payload;
import dev.restante.WaitingMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows mailboxes and the messages in them to those who ask. */
final class Views {

    private static final int MAX_SHOWN = 1000;

    /** An answer to another node is one message of the transport. */
    private static final long MAX_SHOWN_BYTES = 1 << 20;

    /** Takes what was found; both are null when nothing was. */
    interface Found<A, B> {
        void accept(@Nullable A first, @Nullable B second);
    }

    private final Ledger ledger;
    private final Reads reads;
    private final Residents residents;
    private final Timers timers;
    private final DeadLetterDesk deadLetters;

    Views(Ledger ledger, Reads reads, Residents residents, Timers timers, DeadLetterDesk deadLetters) {
        this.ledger = ledger;
        this.reads = reads;
        this.residents = residents;
        this.timers = timers;
        this.deadLetters = deadLetters;
    }

    void asked(Request request, Consumer<Object> answer) {
        if (request instanceof Request.Status status) {
            status(status.actor(), status.idOrKey(), answer);
        } else if (request instanceof Request.Describe describe) {
            describe(describe.actor(), answer);
        } else if (request instanceof Request.Image image) {
            image(ledger.mailbox(image.actor()), answer);
        } else if (request instanceof Request.Peek peek) {
            peek(peek.actor(), peek.limit(), answer);
        } else if (request instanceof Request.Deepest deepest) {
            deepest(deepest.type(), deepest.limit(), answer);
        } else {
            throw new IllegalArgumentException("a partition does not answer " + request);
        }
    }

    // Messages

    /** Finds a message by its id or its client key: the id if it is known, and what is remembered of it. */
    void find(ActorId actor, String idOrKey, Found<MessageId, Outcome> found) {
        reads.fetch(List.of(RowKey.clientKey(actor, idOrKey)), rows -> {
            byte[] row = rows.get(0);
            MessageId id = row == null ? idIn(idOrKey) : RowFormat.readKey(row).id();
            if (id == null) {
                found.accept(null, null);
                return;
            }
            reads.fetch(List.of(RowKey.outcome(id)), outcomes -> {
                byte[] outcome = outcomes.get(0);
                Outcome known = outcome == null ? null : RowFormat.readOutcome(outcome);
                found.accept(id, known == null || known.actor().equals(actor) ? known : null);
            });
        });
    }

    private @Nullable MessageId idIn(String text) {
        try {
            MessageId id = MessageId.parse(text);
            return id.partition() == ledger.partition ? id : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void status(ActorId actor, String idOrKey, Consumer<Object> answer) {
        find(actor, idOrKey, (id, outcome) -> {
            Mailbox mailbox = ledger.mailboxes.get(actor);
            Mail mail = id == null || mailbox == null ? null : mailbox.queue.find(id);
            if (mail != null && !mail.undecided) {
                Outcome open = Outcomes.open(mail.envelope, MessageState.PENDING, mail.number, mail.acceptedAt);
                answer.accept(Optional.of(open.toStatus(attempts(mailbox, mail.number))));
            } else if (outcome != null) {
                answer.accept(Optional.of(outcome.toStatus(outcome.attempts())));
            } else {
                answer.accept(Optional.empty());
            }
        });
    }

    private static int attempts(@Nullable Mailbox mailbox, long number) {
        Mark mark = mailbox == null ? null : mailbox.mark;
        return mark == null || mark.number() != number ? 0 : mark.attempts() + mark.crashes();
    }

    // Actors

    private void describe(ActorId actor, Consumer<Object> answer) {
        Mailbox mailbox = ledger.mailbox(actor);
        residents.whenReady(
                mailbox,
                () -> reads.fetch(List.of(mailbox.stateKey), rows -> {
                    byte[] row = rows.get(0);
                    Optional<Payload> state = row == null
                            ? Optional.empty()
                            : Optional.of(RowFormat.readState(row).payload());
                    deadLetters.count(actor, dead -> {
                        ledger.consider(mailbox);
                        answer.accept(describe(mailbox, dead, state));
                    });
                }));
    }

    private ActorStatus describe(Mailbox mailbox, long dead, Optional<Payload> state) {
        Mail first = mailbox.queue.first();
        return new ActorStatus(
                mailbox.actor,
                ledger.partition,
                mailbox.queue.count(),
                timers.heldFor(mailbox.actor).size(),
                dead,
                mailbox.isPaused(),
                first == null ? Optional.empty() : Optional.of(Instant.ofEpochMilli(first.acceptedAt)),
                first == null ? 0 : attempts(mailbox, first.number),
                mailbox.header.processed(),
                state);
    }

    private void image(Mailbox mailbox, Consumer<Object> answer) {
        residents.readImage(mailbox, image -> {
            ledger.consider(mailbox);
            answer.accept(image);
        });
    }

    private void peek(ActorId actor, int limit, Consumer<Object> answer) {
        Mailbox mailbox = ledger.mailboxes.get(actor);
        Shown shown = new Shown(Math.min(limit, MAX_SHOWN));
        if (mailbox == null) {
            answer.accept(shown.messages);
            return;
        }
        for (Mail mail : mailbox.queue.head()) {
            if (!mail.undecided) {
                shown.add(waiting(mailbox, mail.number, mail.envelope));
            }
        }
        if (shown.isFull() || !mailbox.queue.hasSpilled()) {
            answer.accept(shown.messages);
            return;
        }
        RowKey next = RowKey.pending(actor, shown.last().map(last -> last + 1).orElse(mailbox.queue.floor()));
        reads.scan(next, RowKey.pending(actor, Long.MAX_VALUE), shown.most, page -> {
            page.rows()
                    .forEach((key, row) -> shown.add(waiting(
                            mailbox,
                            key.lastNumber(),
                            RowFormat.readPending(row).envelope())));
            answer.accept(shown.messages);
        });
    }

    /** Messages for one answer, as many as are asked for, and as fit into it. */
    private static final class Shown {

        final int most;
        final List<WaitingMessage> messages = new ArrayList<>();
        private long bytes;

        Shown(int most) {
            this.most = most;
        }

        boolean isFull() {
            return messages.size() >= most || bytes >= MAX_SHOWN_BYTES;
        }

        void add(WaitingMessage message) {
            if (!isFull()) {
                messages.add(message);
                bytes += message.payload().size();
            }
        }

        Optional<Long> last() {
            return messages.isEmpty()
                    ? Optional.empty()
                    : Optional.of(messages.get(messages.size() - 1).position());
        }
    }

    private static WaitingMessage waiting(Mailbox mailbox, long number, Envelope envelope) {
        return new WaitingMessage(
                envelope.id(),
                number,
                envelope.payload(),
                attempts(mailbox, number),
                Instant.ofEpochMilli(envelope.terms().sentAt()),
                Optional.ofNullable(envelope.from().sender()),
                mailbox.handed.stream().anyMatch(mail -> mail.number == number));
    }

    private void deepest(@Nullable String type, int limit, Consumer<Object> answer) {
        answer.accept(ledger.mailboxes.values().stream()
                .filter(mailbox -> !mailbox.queue.isEmpty())
                .filter(mailbox -> type == null || type.equals(mailbox.actor.type()))
                .map(mailbox -> new MailboxDepth(mailbox.actor, mailbox.queue.count(), mailbox.isPaused()))
                .sorted(Comparator.comparingLong(MailboxDepth::depth).reversed())
                .limit(Math.min(limit, MAX_SHOWN))
                .toList());
    }
}
