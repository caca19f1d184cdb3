package dev.restante.engine;

import dev.restante.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out whether a message with a client's own key repeats another. */
final class Keys {

    private final Ledger ledger;
    private final Reads reads;
    private final Timers timers;
    private final Outcomes outcomes;

    Keys(Ledger ledger, Reads reads, Timers timers, Outcomes outcomes) {
        this.ledger = ledger;
        this.reads = reads;
        this.timers = timers;
        this.outcomes = outcomes;
    }

    /**
     * Decides once the key's row is read, and all that is undecided before it in the mailbox: a copy that came by another courier must not
     * take a later place than its successor. Only the message's own mailbox waits for that.
     */
    void decide(Mailbox mailbox, Mail mail) {
        mailbox.undecided.put(mail.number, mail);
        read(mailbox, mail);
    }

    private void read(Mailbox mailbox, Mail mail) {
        ClientKey key = mail.envelope.terms().key();
        if (key == null) {
            throw new IllegalStateException("message " + mail.envelope.id() + " has no key to decide by");
        }
        RowKey row = RowKey.clientKey(mailbox.actor, key.key());
        reads.fetch(List.of(row), rows -> {
            if (mailbox.undecided.firstEntry().getValue() != mail) {
                mail.readEarly = true;
                return;
            }
            mailbox.undecided.remove(mail.number);
            if (mail.undecided && !mail.gone) {
                byte[] known = rows.get(0);
                decide(mailbox, mail, row, known == null ? null : RowFormat.readKey(known));
            }
            ledger.consider(mailbox);
            readAgain(mailbox);
        });
    }

    /** What was read too early is read once more when its turn comes: by then it may have been changed. */
    private void readAgain(Mailbox mailbox) {
        if (mailbox.readsKeysAgain) {
            return;
        }
        mailbox.readsKeysAgain = true;
        for (List<Mail> next = readEarly(mailbox); !next.isEmpty(); next = readEarly(mailbox)) {
            next.forEach(mail -> mail.readEarly = false);
            next.forEach(mail -> read(mailbox, mail));
        }
        mailbox.readsKeysAgain = false;
    }

    /** Those at the head, all that follow each other. */
    private static List<Mail> readEarly(Mailbox mailbox) {
        return mailbox.undecided.values().stream()
                .takeWhile(mail -> mail.readEarly)
                .toList();
    }

    private void decide(Mailbox mailbox, Mail mail, RowKey row, RowFormat.@Nullable Key known) {
        boolean valid = known != null && (known.expiry() == 0 || known.expiry() > ledger.now);
        if (known == null || !valid) {
            acceptKeyed(mailbox, mail, row, known == null);
        } else if (known.id().equals(mail.envelope.id())) {
            ledger.decided(mailbox, mail);
        } else {
            drop(mailbox, mail, repeatOf(mail, known));
        }
    }

    private static ChannelResult repeatOf(Mail mail, RowFormat.Key known) {
        ClientKey key = mail.envelope.terms().key();
        boolean same = key != null && key.isRepeatedBy(known.hash());
        long number = mail.envelope.id().number();
        return same
                ? new ChannelResult(number, ChannelResult.Kind.DUPLICATE, known.id(), null)
                : ChannelResult.refused(number, Refusal.KEY_REUSED);
    }

    private void acceptKeyed(Mailbox mailbox, Mail mail, RowKey row, boolean isNew) {
        Envelope envelope = mail.envelope;
        ClientKey key = envelope.terms().key();
        if (key == null || (isNew && ledger.scalars.rememberedKeys >= ledger.settings.rememberedKeys())) {
            drop(mailbox, mail, ChannelResult.refused(envelope.id().number(), Refusal.OVERLOADED));
            return;
        }
        ledger.scalars.rememberedKeys += isNew ? 1 : 0;
        ledger.put(row, RowFormat.write(ledger.format, new RowFormat.Key(key.hash(), envelope.id(), 0)));
        ledger.decided(mailbox, mail);
        Channel channel = ledger.channels.get(envelope.id().origin());
        if (channel == null) {
            ledger.scalars.acceptedOnClosed++;
        } else {
            channel.notAccepted--;
            result(channel, new ChannelResult(envelope.id().number(), ChannelResult.Kind.ACCEPTED, null, null));
        }
        if (envelope.terms().notBefore() > ledger.now) {
            ledger.dequeue(mailbox, mail);
            timers.hold(envelope);
        } else if (mail.logged) {
            outcomes.pending(mail);
        }
    }

    private void drop(Mailbox mailbox, Mail mail, ChannelResult result) {
        ledger.dequeue(mailbox, mail);
        Channel channel = ledger.channels.get(mail.envelope.id().origin());
        if (channel != null) {
            result(channel, result);
        }
    }

    private void result(Channel channel, ChannelResult result) {
        channel.add(result);
        ledger.advanced(channel);
    }
}
