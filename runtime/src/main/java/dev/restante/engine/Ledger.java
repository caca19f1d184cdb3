package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.MessageId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a partition and the primitives that change it. Each primitive changes memory at once and notes the change in the
 * {@link Draft}; if the record of the draft is lost, so is this whole object.
 */
final class Ledger {

    /** How large a record may grow by what comes in, in terms of the size at which handing over stops. */
    private static final long CROWDED = 2;

    final int partition;
    final EngineSettings settings;
    final Map<String, TypeSettings> types;
    final Scalars scalars = new Scalars();
    final Overlay overlay = new Overlay();
    final Map<ActorId, Mailbox> mailboxes = new LinkedHashMap<>();
    final Map<Long, Channel> channels = new HashMap<>();
    final Map<Integer, Outbox> outboxes = new HashMap<>();

    Draft draft = new Draft();

    /** The version in which everything is written: at least that of what was read from the log. */
    int format = FormatVersion.oldest();

    /** The record that is being written; null when none is. */
    @Nullable Draft writing;

    /** The wall clock, epoch milliseconds: for what is due at a time of day. It may go back. */
    long now;

    /** Milliseconds that have passed since the start: for measuring how long something takes. */
    long elapsed;

    /** Bytes of messages in memory, in mailboxes and outboxes. */
    long memory;

    /** Mailboxes of which something changed, so that they may be due a turn; each once. */
    private final Deque<Mailbox> considered = new ArrayDeque<>();

    private List<Output> outputs = new ArrayList<>();
    private long wakeAt = Long.MAX_VALUE;

    Ledger(int partition, EngineSettings settings, Map<String, TypeSettings> types) {
        this.partition = partition;
        this.settings = settings;
        this.types = types;
    }

    /** Writes in this version from now on. Never goes back to an older one. */
    void raiseFormat(int version) {
        format = Math.max(format, version);
    }

    // What leaves

    /** Does something inside the partition: reads, writes, hand-overs. */
    void emit(Output output) {
        outputs.add(output);
    }

    /** Lets something leave the partition once all it may have seen is durable. */
    void release(Output output) {
        if (draft.urgent) {
            draft.release.add(output);
        } else if (writing != null) {
            writing.release.add(output);
        } else {
            outputs.add(output);
        }
    }

    /** Goes on with {@code action} once all that was noted so far is durable; at once if it is. */
    void afterCommit(Runnable action) {
        if (draft.urgent) {
            draft.afterCommit.add(action);
        } else if (writing != null) {
            writing.afterCommit.add(action);
        } else {
            action.run();
        }
    }

    void wakeAt(long time) {
        if (time < wakeAt) {
            wakeAt = time;
            emit(new Output.WakeAt(time));
        }
    }

    void wakeAtElapsed(long time) {
        wakeAt(now + time - elapsed);
    }

    void woken() {
        wakeAt = Long.MAX_VALUE;
    }

    List<Output> takeOutputs() {
        List<Output> taken = outputs;
        outputs = new ArrayList<>();
        return taken;
    }

    /**
     * Whether the record under construction is so large, because the one before is not written yet, that it takes nothing more from couriers
     * and other partitions. Their windows bound what each of them sends, and not how many they are.
     */
    boolean isCrowded() {
        return draft.bytes >= CROWDED * settings.recordBytes();
    }

    // Rows

    void put(RowKey key, byte[] value) {
        overlay.put(key, value);
        draft.rows.put(key, value);
        grow(key.bytes().length + value.length + 8);
    }

    void remove(RowKey key) {
        overlay.remove(key);
        draft.rows.put(key, Overlay.REMOVED);
        grow(key.bytes().length + 8);
    }

    private void grow(int bytes) {
        draft.bytes += bytes;
        draft.urgent = true;
    }

    // Mailboxes

    Mailbox mailbox(ActorId actor) {
        Mailbox mailbox = mailboxes.get(actor);
        if (mailbox == null) {
            mailbox = new Mailbox(actor, types.get(actor.type()));
            mailboxes.put(actor, mailbox);
        }
        return mailbox;
    }

    /** Something about the mailbox changed: it gets its turn if it can have one. */
    void consider(Mailbox mailbox) {
        if (!mailbox.considered) {
            mailbox.considered = true;
            considered.add(mailbox);
        }
    }

    /** The one of those that has waited longest; null when there is none. */
    @Nullable Mailbox nextConsidered() {
        Mailbox next = considered.poll();
        if (next != null) {
            next.considered = false;
        }
        return next;
    }

    Mail enqueue(Mailbox mailbox, Envelope envelope, long acceptedAt) {
        Mail mail = new Mail(++scalars.position, envelope, acceptedAt);
        mailbox.queue.add(mail);
        memory += mail.size();
        draft.enqueued.add(mail);
        draft.enqueuedTo.add(mailbox);
        grow(mail.size());
        return mail;
    }

    void dequeue(Mailbox mailbox, Mail mail) {
        mailbox.queue.remove(mail);
        memory -= mail.size();
        draft.urgent = true;
        if (mail.logged) {
            draft.dequeued.add(new Draft.Dequeued(mailbox.actor, mail.number, mail.size()));
            grow(24);
        } else {
            draft.bytes -= mail.size();
        }
        if (mail.stored != Mail.Stored.NO) {
            overlay.remove(RowKey.pending(mailbox.actor, mail.number));
        }
    }

    /** Removes a message of which only the row exists. */
    void dequeueSpilled(Mailbox mailbox, long number, int size) {
        mailbox.queue.removeSpilled(size);
        draft.dequeued.add(new Draft.Dequeued(mailbox.actor, number, size));
        overlay.remove(RowKey.pending(mailbox.actor, number));
        grow(24);
    }

    /**
     * A keyed message turned out to be no repeat. The log needs no entry for it: the row of its key names it. A row that still calls it
     * undecided is written anew.
     */
    void decided(Mailbox mailbox, Mail mail) {
        mail.undecided = false;
        if (mail.stored != Mail.Stored.NO) {
            mail.stored = Mail.Stored.NO;
            overlay.remove(RowKey.pending(mailbox.actor, mail.number));
        }
    }

    void mark(Mailbox mailbox, @Nullable Mark mark) {
        if (!Objects.equals(mailbox.mark, mark)) {
            mailbox.mark = mark;
            draft.marked.add(mailbox);
            grow(24);
        }
    }

    void header(Mailbox mailbox, RowFormat.Header header) {
        mailbox.header = header;
        put(mailbox.headerKey, RowFormat.write(format, header));
    }

    // Channels

    Channel channel(long origin) {
        return channels.computeIfAbsent(origin, Channel::new);
    }

    void advanced(Channel channel) {
        draft.channels.add(channel);
        grow(16);
    }

    void closed(Channel channel) {
        channels.remove(channel.origin);
        draft.channels.remove(channel);
        draft.closedChannels.add(channel.origin);
        grow(12);
    }

    // Sends

    MessageId nextId(int receiver) {
        return new MessageId(receiver, partition, ++scalars.sendNumber);
    }

    /** Bytes of messages that another partition has not acknowledged. */
    long unackedBytes(int receiver) {
        Outbox outbox = outboxes.get(receiver);
        return outbox == null ? 0 : outbox.queue.bytes();
    }

    void send(int receiver, Envelope envelope) {
        Outbox outbox = outboxes.computeIfAbsent(receiver, Outbox::new);
        Mail mail = new Mail(++outbox.highest, envelope, now);
        outbox.queue.add(mail);
        memory += mail.size();
        draft.sentTo.add(outbox);
        draft.sent.add(mail);
        grow(mail.size());
    }

    /** Forgets the messages that the receiving partition has committed. The next record notes it; nothing waits for that. */
    void acked(Outbox outbox, long through) {
        long highestInMemory = outbox.acked;
        for (Mail mail = outbox.queue.first(); mail != null && mail.number <= through; mail = outbox.queue.first()) {
            outbox.queue.remove(mail);
            memory -= mail.size();
            outbox.unackedBytes -= mail.number <= outbox.sent ? mail.size() : 0;
            highestInMemory = mail.number;
            if (mail.stored != Mail.Stored.NO) {
                overlay.remove(RowKey.outbox(outbox.partition, mail.number));
            }
        }
        outbox.acked = Math.max(outbox.acked, highestInMemory);
        draft.acked.add(outbox);
    }
}
