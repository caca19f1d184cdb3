package dev.restante.engine;

import dev.restante.MessageId;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Messages in order, of which a long middle part may be in the state store only: first those in memory, then the spilled ones, then those
 * that came after. Numbers rise from front to back.
 */
final class SpillQueue {

    private final ArrayDeque<Mail> head = new ArrayDeque<>();
    private final ArrayDeque<Mail> tail = new ArrayDeque<>();
    private long spilled;
    private long spilledThrough;
    private long floor;

    /** What is spilled is beyond this number: so far the store was read since something was spilled last. */
    private long readThrough;

    private long count;
    private long bytes;
    private boolean loading;

    /** Takes the figures of a checkpoint: everything it lists is in the store. */
    void restore(long restoredCount, long restoredBytes, long restoredFloor, long restoredThrough) {
        count = restoredCount;
        spilled = restoredCount;
        bytes = restoredBytes;
        floor = restoredFloor;
        spilledThrough = restoredThrough;
        readThrough = 0;
    }

    /** Keeps nothing in memory: so many messages from {@code from} up to {@code through} are in the store, and no others. */
    void becomeStored(long storedCount, long storedBytes, long from, long through) {
        head.clear();
        tail.clear();
        restore(storedCount, storedBytes, from, through);
    }

    void add(Mail mail) {
        (spilled == 0 ? head : tail).addLast(mail);
        count++;
        bytes += mail.size();
    }

    boolean isEmpty() {
        return count == 0;
    }

    long count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    boolean hasSpilled() {
        return spilled > 0;
    }

    /** The messages at the front that are in memory, in order. */
    Iterable<Mail> head() {
        return head;
    }

    /** The first message, if it is in memory. */
    @Nullable Mail first() {
        return head.peekFirst();
    }

    int headSize() {
        return head.size();
    }

    /** Everything in memory, in order, but not without gaps. */
    void forEachInMemory(Consumer<Mail> action) {
        head.forEach(action);
        tail.forEach(action);
    }

    /** Removes a message that is in memory. */
    void remove(Mail mail) {
        boolean atFront = removeFrom(head, mail);
        if (!atFront && !removeFrom(tail, mail)) {
            throw new IllegalStateException("message " + mail.envelope.id() + " is not in the queue");
        }
        mail.gone = true;
        count--;
        bytes -= mail.size();
        if (atFront && (head.isEmpty() || head.peekFirst().number > mail.number)) {
            floor = Math.max(floor, mail.number + 1);
        }
    }

    /** Removes by number what a record says was removed: from memory, or from what is spilled. */
    void removeReplayed(long number, long size) {
        Mail found = find(number);
        if (found != null) {
            remove(found);
        } else {
            removeSpilled(size);
        }
    }

    /**
     * For queues whose numbers have no gaps: removes everything up to {@code through}, as a record says that left {@code bytesLeft}.
     *
     * @return the bytes that were in memory
     */
    long replayAcked(long through, long highest, long bytesLeft) {
        long freed = dropThrough(head, through) + dropThrough(tail, through);
        spilled = spilled == 0 ? 0 : Math.max(0, spilledThrough - through);
        joinIfLoaded();
        floor = Math.max(floor, through + 1);
        count = Math.max(0, highest - through);
        bytes = bytesLeft;
        return freed;
    }

    private static long dropThrough(ArrayDeque<Mail> part, long through) {
        long freed = 0;
        while (!part.isEmpty() && part.peekFirst().number <= through) {
            freed += part.removeFirst().size();
        }
        return freed;
    }

    /** Accounts for the removal of a spilled message, whose row the caller deletes. */
    void removeSpilled(long size) {
        if (spilled == 0) {
            throw new CorruptLogException("a record removes a message that is not in its mailbox");
        }
        spilled--;
        count--;
        bytes -= size;
        joinIfLoaded();
    }

    /** Once nothing is spilled, what came after it follows at the front. */
    private void joinIfLoaded() {
        if (spilled == 0) {
            head.addAll(tail);
            tail.clear();
        }
    }

    @Nullable Mail find(long number) {
        for (ArrayDeque<Mail> part : List.of(head, tail)) {
            for (Mail mail : part) {
                if (mail.number == number) {
                    return mail;
                }
            }
        }
        return null;
    }

    /** The message with this id, if it is in memory. */
    @Nullable Mail find(MessageId id) {
        for (ArrayDeque<Mail> part : List.of(head, tail)) {
            for (Mail mail : part) {
                if (mail.envelope.id().equals(id)) {
                    return mail;
                }
            }
        }
        return null;
    }

    /** Whether anything up to {@code number} is spilled. */
    boolean spillsBefore(long number) {
        return spilled > 0 && lowestSpilled() <= number;
    }

    /** No spilled message has a lower number. */
    private long lowestSpilled() {
        long read = head.isEmpty() ? readThrough : Math.max(readThrough, head.peekLast().number);
        return Math.max(floor, read + 1);
    }

    private static boolean removeFrom(ArrayDeque<Mail> part, Mail mail) {
        if (part.peekFirst() == mail) {
            part.removeFirst();
            return true;
        }
        return part.removeFirstOccurrence(mail);
    }

    /** Lowest number the queue can contain. */
    long floor() {
        return floor;
    }

    /** Whether all numbers from {@code lowest} to {@code last} may be in the queue. */
    boolean spans(long lowest, long last) {
        return floor <= lowest && last <= highest();
    }

    /** Highest number in the queue; 0 when it is empty and was never filled. */
    long highest() {
        Mail last = tail.isEmpty() ? (spilled > 0 ? null : head.peekLast()) : tail.peekLast();
        return last == null ? spilledThrough : last.number;
    }

    /** Whether spilled messages should be read now, since fewer than {@code low} are left before them. */
    boolean wantsLoad(int low) {
        return spilled > 0 && !loading && head.size() < low;
    }

    boolean isLoading() {
        return loading;
    }

    /** The lowest number to read; from now on a read is under way. */
    long beginLoad() {
        loading = true;
        return lowestSpilled();
    }

    /** Highest number to read. */
    long loadThrough() {
        return spilledThrough;
    }

    /**
     * Takes what was read.
     *
     * @param through the number up to which the store was read, which may be that of a message that is not in the queue any more
     */
    void endLoad(List<Mail> mails, long through) {
        loading = false;
        head.addAll(mails);
        spilled -= mails.size();
        readThrough = through;
        if (spilled < 0 || (through >= spilledThrough && spilled > 0)) {
            throw new CorruptLogException("the state store should hold " + (spilled + mails.size())
                    + " more messages of a queue up to number " + spilledThrough + " but holds " + mails.size());
        }
        joinIfLoaded();
    }

    /** Drops from memory what is stored, but for the first {@code keep} messages. Returns how many bytes that freed. */
    long spill(int keep) {
        if (loading) {
            return 0;
        }
        return spilled == 0 ? spillHead(keep) : spillFront(tail);
    }

    private long spillHead(int keep) {
        if (head.size() <= keep) {
            return 0;
        }
        Iterator<Mail> mails = head.iterator();
        for (int i = 0; i < keep; i++) {
            mails.next();
        }
        ArrayDeque<Mail> rest = new ArrayDeque<>();
        while (mails.hasNext()) {
            rest.addLast(mails.next());
            mails.remove();
        }
        long freed = spillFront(rest);
        (spilled == 0 ? head : tail).addAll(rest);
        return freed;
    }

    private long spillFront(ArrayDeque<Mail> mails) {
        long freed = 0;
        while (!mails.isEmpty() && canSpill(mails.peekFirst())) {
            Mail mail = mails.removeFirst();
            spilled++;
            spilledThrough = mail.number;
            readThrough = Math.min(readThrough, mail.number - 1);
            freed += mail.size();
        }
        return freed;
    }

    private static boolean canSpill(Mail mail) {
        return mail.stored == Mail.Stored.YES && !mail.undecided;
    }
}
