package dev.restante.engine;

import dev.restante.ActorId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The receiving end of a channel: one for each partition that ever sent here, and one for each courier channel that is open. */
final class Channel {

    /** Below this an origin is a partition, from this on a courier's channel. */
    static final long FIRST_COURIER_ORIGIN = 1 << 16;

    private static final int MOST_DEFERRING = 1_000;

    /** More than any channel will ever carry. */
    private static final long ALL = 1L << 48;

    final long origin;

    /** The watermark: everything up to this number has been taken. */
    long through;

    /** Of what came through, how many were not accepted: refused, deferred, repeated, or not decided yet. */
    long notAccepted;

    /** Decisions that the courier has not confirmed to know. */
    final TreeMap<Long, ChannelResult> results = new TreeMap<>();

    /** Actors for which the courier has to bring deferred messages first. */
    final Set<ActorId> deferring = new HashSet<>();

    /** Results that the record under construction adds. */
    List<ChannelResult> newResults = new ArrayList<>();

    @Nullable Peer peer;

    long lastHeard;

    Channel(long origin) {
        this.origin = origin;
    }

    /**
     * Whether a message for the actor goes back to the courier, and then all that follow it. Of too many full mailboxes at once, those that
     * come last refuse instead: each record of the channel lists them, and a courier may give up without a word.
     */
    boolean defers(ActorId actor, boolean full) {
        return deferring.contains(actor) || (full && deferring.size() < MOST_DEFERRING && deferring.add(actor));
    }

    static boolean isCourier(long origin) {
        return origin >= FIRST_COURIER_ORIGIN;
    }

    boolean isCourier() {
        return isCourier(origin);
    }

    void add(ChannelResult result) {
        results.put(result.number(), result);
        newResults.add(result);
    }

    /**
     * Takes nothing more. It is not forgotten before its time, or a request to open it that is still on its way would open it anew: all that
     * may still come counts as taken and not accepted.
     */
    void seal() {
        if (!isSealed()) {
            through += ALL;
            notAccepted += ALL;
        }
    }

    /** Its courier has gone on to another channel, and waits for no answer on this one. */
    boolean isSealed() {
        return through >= ALL;
    }

    void confirmed(long number) {
        results.headMap(number, true).clear();
    }
}
