package dev.restante.persistence.embedded;

import dev.restante.persistence.StoreFailedException;
import java.util.HashSet;
import java.util.Set;

/**
 * Which partitions have written rows that no sync covers yet, and which may have lost such rows when the store failed. It outlives the
 * database that was open then: a later sync would succeed without telling that an earlier write is gone. So a partition that may have lost
 * rows is refused until its next owner, who knows only what is there, claims it. Used by the writer thread alone.
 */
final class UnsyncedRows {

    private final Set<Integer> unsynced = new HashSet<>();
    private final Set<Integer> lost = new HashSet<>();

    /** Lets the owner of {@code partition} go on, unless rows of it may be lost. */
    void requireNoneLost(int partition) {
        if (lost.contains(partition)) {
            throw new StoreFailedException(
                    "The store failed before rows that partition " + partition
                            + " had written were synced, and they may be lost: the partition must recover and claim the store anew",
                    null);
        }
    }

    void written(int partition) {
        unsynced.add(partition);
    }

    /** The new owner has seen what is there. Its claim itself is at risk until it is synced. */
    void claimed(int partition) {
        lost.remove(partition);
        unsynced.add(partition);
    }

    boolean isEmpty() {
        return unsynced.isEmpty();
    }

    /** All that was written is on disk. */
    void synced() {
        unsynced.clear();
    }

    /** Nobody knows what of it is on disk. */
    void storeFailed() {
        lost.addAll(unsynced);
        unsynced.clear();
    }
}
