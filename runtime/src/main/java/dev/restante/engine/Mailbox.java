package dev.restante.engine;

import dev.restante.ActorId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An actor that is of interest now: messages wait for it, its cell is alive, or somebody asks about it. */
final class Mailbox {

    /** What is known of the actor's rows. */
    enum Load {
        COLD,
        LOADING,
        READY
    }

    final ActorId actor;

    /** Null for a type that is not registered on this node; its messages wait. */
    final @Nullable TypeSettings type;

    final RowKey headerKey;
    final RowKey stateKey;
    final SpillQueue queue = new SpillQueue();

    /** Keyed messages that wait for the rows of their keys, by their numbers. */
    final TreeMap<Long, Mail> undecided = new TreeMap<>();

    /** Rows of keys are being asked for once more. */
    boolean readsKeysAgain;

    Load load = Load.COLD;
    RowFormat.Header header = RowFormat.Header.NEW;

    /** What the cell starts from; held only until it has started. */
    @Nullable StateImage image;

    /** How many events the stored state includes. */
    long stateEvents;

    boolean hasCell;

    /** Counts among the actors that may be active at the same time. */
    boolean hasPlace;

    /** Something about it changed, and it has not had its turn since. */
    boolean considered;

    /** Number of the hand-over under way; 0 for none. */
    long turn;

    List<Mail> handed = List.of();

    /** When the hand-over began, epoch milliseconds. */
    long turnSince;

    /** What is not begun of the hand-over was asked back. */
    boolean recalled;

    /** What goes on when the recalled messages are back. */
    final List<Runnable> whenReturned = new ArrayList<>();

    /** The record under construction waits for the hand-over. */
    boolean awaited;

    /** The last hand-over outlasted its grace: records no longer wait for this mailbox. */
    boolean slow;

    /** How many messages at most the next hand-over has that is logged beforehand. */
    int suspectBatch = 64;

    @Nullable Mark mark;

    /** The message at the head cannot be read here. Not stored: the next owner may be of a release that can. */
    boolean unreadable;

    /** A mark is being logged; handing over waits for it. */
    boolean marking;

    boolean purging;
    long idleSince;

    /** What goes on when the next spilled messages are in memory. */
    final List<Runnable> whenLoaded = new ArrayList<>();

    private List<Runnable> whenReady = new ArrayList<>();

    Mailbox(ActorId actor, @Nullable TypeSettings type) {
        this.actor = actor;
        this.type = type;
        this.headerKey = RowKey.header(actor);
        this.stateKey = RowKey.state(actor);
    }

    boolean isBusy() {
        return turn != 0;
    }

    boolean isPaused() {
        return unreadable || isPausedForGood();
    }

    /** Until somebody resumes it, whichever node owns it. */
    boolean isPausedForGood() {
        return header.pausedFor() != null;
    }

    /** Whether nothing would be lost if this object were forgotten now, its committed rows aside. */
    boolean isForgettable() {
        return queue.isEmpty()
                && turn == 0
                && !hasCell
                && mark == null
                && !marking
                && load != Load.LOADING
                && whenReady.isEmpty();
    }

    void awaitReady(Runnable action) {
        whenReady.add(action);
    }

    List<Runnable> takeAwaiting() {
        List<Runnable> taken = whenReady;
        whenReady = new ArrayList<>();
        return taken;
    }
}
