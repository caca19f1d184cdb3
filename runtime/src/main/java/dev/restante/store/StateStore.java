package dev.restante.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Keeps each partition's folded rows: actor states, waiting messages, timers, dead letters, outcomes.
 *
 * <p>Rows of one partition are ordered by key, compared byte by byte as unsigned numbers. Partitions do not see each other's rows. Every
 * change carries the epoch of the partition incarnation that makes it; an epoch lower than the one {@linkplain #claim claimed} is refused
 * with {@link StaleEpochException}, so that an owner that was replaced cannot overwrite its successor.
 *
 * <p>All methods may be called from any thread, return at once, and do their work on threads of the store's own. A stage that fails with
 * anything but {@link StaleEpochException} leaves it open whether the change was made; making the same change again is safe.
 *
 * <p>When the store fails and goes on by itself, completed writes that no {@link #sync} covered may be lost. From then on writes and syncs of
 * their partitions fail, until the partition's next incarnation, which has read what is there, {@linkplain #claim claims} it.
 */
public interface StateStore extends AutoCloseable {

    /**
     * Makes {@code epoch} the lowest that may write to {@code partition}. Completes when the claim is durable. Claiming the current epoch
     * again is allowed; a lower one fails with {@link StaleEpochException}.
     */
    CompletionStage<Void> claim(int partition, long epoch);

    /**
     * Applies {@code changes} in their order, all or none. Completes when later reads see them; they become durable no later than the next
     * completed {@link #sync} of the same partition, and never out of order with other writes of that partition.
     */
    CompletionStage<Void> write(int partition, long epoch, List<RowChange> changes);

    /** Completes when every earlier completed write of {@code partition} is durable; fails when one of them may be lost. */
    CompletionStage<Void> sync(int partition, long epoch);

    /** Completes with the rows that exist among {@code keys}, in the order of {@code keys}. At most 10,000 keys a call. */
    CompletionStage<List<Row>> read(int partition, List<byte[]> keys);

    /**
     * Completes with the first rows, in key order, from {@code from} (included) to {@code to} (excluded): all there are, or {@code maxRows}
     * of them, or as many as it takes for their keys and values to exceed {@code maxBytes}, whichever comes first. So an answer with fewer
     * rows and not more bytes is the whole range.
     */
    CompletionStage<List<Row>> scan(int partition, byte[] from, byte[] to, int maxRows, int maxBytes);

    /**
     * Why couriers should bring nothing new for now; empty when they may. A store that is slow or nearly full says so here and takes what comes
     * all the same: only what partitions have under way is still to come, and that is bounded by them. Asked for every message, so it answers
     * at once, from memory.
     */
    default Optional<Congestion> congestion() {
        return Optional.empty();
    }

    /** Waits for work in progress and releases what the store holds. Later calls fail with {@link IllegalStateException}. */
    @Override
    void close();
}
