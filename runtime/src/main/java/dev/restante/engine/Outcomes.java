package dev.restante.engine;

import dev.restante.MessageId;
import dev.restante.MessageState;
import dev.restante.Payload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers what became of messages, for those who asked, will ask, or may send the same again; and forgets it in time. */
final class Outcomes {

    private static final int MAX_WAITING = 100_000;
    private static final long WAITING_MILLIS = 30_000;
    private static final long SWEEP_MILLIS = 60_000;
    private static final int SWEEP_ROWS = 250;

    private record Waiting(List<Peer> peers, long since) {}

    /** How a message ended. */
    record Ending(
            MessageState state,
            int attempts,
            @Nullable Payload reply,
            @Nullable String reason) {

        static Ending of(MessageState state) {
            return new Ending(state, 0, null, null);
        }
    }

    private final Ledger ledger;
    private final Reads reads;
    private final Map<MessageId, Waiting> waiting = new LinkedHashMap<>();
    private boolean sweeping;
    private long sweepAt;

    Outcomes(Ledger ledger, Reads reads) {
        this.ledger = ledger;
        this.reads = reads;
    }

    static boolean isKept(Envelope envelope) {
        return envelope.terms().keepsOutcome() || envelope.terms().key() != null;
    }

    /** Notes a message that has to wait. */
    void pending(Mail mail) {
        if (isKept(mail.envelope) && !mail.undecided) {
            put(open(mail.envelope, MessageState.PENDING, mail.number, mail.acceptedAt));
        }
    }

    void delayed(Envelope envelope, long timer, long acceptedAt) {
        if (isKept(envelope)) {
            put(open(envelope, MessageState.DELAYED, timer, acceptedAt));
        }
    }

    static Outcome open(Envelope envelope, MessageState state, long position, long acceptedAt) {
        return outcome(envelope, position, acceptedAt, 0, Ending.of(state));
    }

    /** Notes a message that came to its end, and tells those who wait for it once that is committed. */
    void finished(Envelope envelope, long acceptedAt, Ending ending) {
        boolean kept = isKept(envelope);
        if (!kept && !envelope.terms().wantsReply() && waiting.isEmpty()) {
            return;
        }
        List<Peer> peers = takeWaiting(envelope);
        if (!kept && peers.isEmpty()) {
            return;
        }
        Outcome outcome = outcome(envelope, 0, acceptedAt, ledger.now, ending);
        if (kept) {
            put(outcome);
            rememberFor(envelope);
        }
        peers.forEach(peer -> ledger.release(new Output.ToPeer(peer, new Protocol.OutcomeNotice(outcome))));
    }

    /** Notes a message that became a dead letter; kept until the dead letter is gone. */
    void dead(Envelope envelope, long deadNumber, long acceptedAt, Ending ending) {
        Outcome outcome = outcome(envelope, deadNumber, acceptedAt, ledger.now, ending);
        put(outcome);
        takeWaiting(envelope)
                .forEach(peer -> ledger.release(new Output.ToPeer(peer, new Protocol.OutcomeNotice(outcome))));
    }

    /** Notes that a dead letter waits again. */
    void redriven(Mail mail) {
        if (isKept(mail.envelope)) {
            pending(mail);
        } else {
            ledger.remove(RowKey.outcome(mail.envelope.id()));
        }
    }

    /** Notes that a dead letter is gone for good. */
    void discarded(Envelope envelope, long acceptedAt) {
        if (isKept(envelope)) {
            put(outcome(envelope, 0, acceptedAt, ledger.now, Ending.of(MessageState.PURGED)));
            rememberFor(envelope);
        } else {
            ledger.remove(RowKey.outcome(envelope.id()));
        }
    }

    private static Outcome outcome(Envelope envelope, long position, long acceptedAt, long finishedAt, Ending ending) {
        ClientKey key = envelope.terms().key();
        return new Outcome(
                envelope.id(),
                envelope.to(),
                ending.state(),
                position,
                ending.attempts(),
                acceptedAt,
                finishedAt,
                ending.reply(),
                ending.reason(),
                envelope.from().causedBy(),
                key == null ? null : key.key());
    }

    private void put(Outcome outcome) {
        ledger.put(RowKey.outcome(outcome.id()), RowFormat.write(ledger.format, outcome));
    }

    /** Starts the time after which outcome and key are forgotten. */
    void rememberFor(Envelope envelope) {
        long expiry = ledger.now + ledger.settings.outcomeMillis();
        ClientKey key = envelope.terms().key();
        RowFormat.Expiry row = new RowFormat.Expiry(envelope.to(), key == null ? null : key.key());
        ledger.put(RowKey.expiry(expiry, envelope.id()), RowFormat.write(ledger.format, row));
        if (key != null) {
            RowKey keyRow = RowKey.clientKey(envelope.to(), key.key());
            ledger.put(keyRow, RowFormat.write(ledger.format, new RowFormat.Key(key.hash(), envelope.id(), expiry)));
        }
    }

    private List<Peer> takeWaiting(Envelope envelope) {
        List<Peer> peers = new ArrayList<>(1);
        if (envelope.terms().wantsReply()) {
            Channel channel = ledger.channels.get(envelope.id().origin());
            if (channel != null && channel.peer != null) {
                peers.add(channel.peer);
            }
        }
        Waiting others = waiting.isEmpty() ? null : waiting.remove(envelope.id());
        if (others != null) {
            others.peers.stream().filter(peer -> !peers.contains(peer)).forEach(peers::add);
        }
        return peers;
    }

    /** Answers when the outcome is there; the courier asks again from time to time, so nothing is kept for long. */
    void await(Peer peer, MessageId id) {
        reads.fetch(List.of(RowKey.outcome(id)), rows -> {
            byte[] row = rows.get(0);
            Outcome outcome = row == null ? null : RowFormat.readOutcome(row);
            if (outcome != null && outcome.state().isFinal()) {
                ledger.release(new Output.ToPeer(peer, new Protocol.OutcomeNotice(outcome)));
            } else if (waiting.size() < MAX_WAITING) {
                Waiting known = waiting.remove(id);
                List<Peer> peers = known == null ? new ArrayList<>(1) : known.peers;
                if (!peers.contains(peer)) {
                    peers.add(peer);
                }
                waiting.put(id, new Waiting(peers, ledger.elapsed));
            }
        });
    }

    /** Forgets what nobody has asked for lately and what has been remembered long enough. */
    void sweep() {
        if (sweeping || ledger.elapsed < sweepAt) {
            return;
        }
        sweepAt = ledger.elapsed + SWEEP_MILLIS;
        for (Iterator<Waiting> all = waiting.values().iterator(); all.hasNext(); ) {
            if (all.next().since + WAITING_MILLIS > ledger.elapsed) {
                break;
            }
            all.remove();
        }
        sweeping = true;
        sweepExpired(RowKey.expiryFrom(0), RowKey.expiryFrom(ledger.now));
    }

    /** Page by page: what was removed on one page still stands in the store when the next is read. */
    private void sweepExpired(RowKey from, RowKey to) {
        reads.scan(from, to, SWEEP_ROWS, page -> {
            List<RowKey> expired = List.copyOf(page.rows().keySet());
            List<RowKey> keys = new ArrayList<>();
            Map<RowKey, MessageId> ids = new HashMap<>();
            page.rows().forEach((key, value) -> {
                MessageId id = new MessageId(ledger.partition, key.numberAt(8), key.lastNumber());
                ledger.remove(RowKey.outcome(id));
                RowKey clientKey = clientKeyOf(value);
                if (clientKey != null) {
                    keys.add(clientKey);
                    ids.put(clientKey, id);
                }
            });
            expired.forEach(ledger::remove);
            reads.fetch(keys, rows -> {
                for (int i = 0; i < keys.size(); i++) {
                    forgetKey(keys.get(i), rows.get(i), ids);
                }
                if (page.next() == null) {
                    sweeping = false;
                } else {
                    sweepExpired(page.next(), to);
                }
            });
        });
    }

    static @Nullable RowKey clientKeyOf(byte[] expiryRow) {
        RowFormat.Expiry expiry = RowFormat.readExpiry(expiryRow);
        return expiry.key() == null ? null : RowKey.clientKey(expiry.actor(), expiry.key());
    }

    /** The key may have been used anew since it expired. */
    private void forgetKey(RowKey key, byte @Nullable [] row, Map<RowKey, MessageId> ids) {
        if (row != null && RowFormat.readKey(row).id().equals(ids.get(key))) {
            ledger.remove(key);
            ledger.scalars.rememberedKeys--;
        }
    }
}
