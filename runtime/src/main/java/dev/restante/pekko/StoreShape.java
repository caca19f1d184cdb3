package dev.restante.pekko;

import dev.restante.store.Row;
import dev.restante.store.RowChange;
import dev.restante.store.StateStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Remembers in the store how many partitions it was made for. With another number an actor would be looked for in a partition that knows
 * nothing of it, and its messages would seem lost.
 */
final class StoreShape {

    /** Beside the partitions, whose numbers are below. */
    static final int PLACE = 1 << 16;

    private static final byte VERSION = 1;
    private static final byte[] KEY = "partitions".getBytes(StandardCharsets.UTF_8);

    /** All that write it write the same. */
    private static final long EPOCH = 1;

    private StoreShape() {}

    /** Completes when the store is known to be for that many partitions; fails with {@link IllegalArgumentException} when it is not. */
    static CompletionStage<Void> ensure(StateStore store, int partitions) {
        return store.read(PLACE, List.of(KEY))
                .thenCompose(rows -> rows.isEmpty() ? write(store, partitions) : compare(rows.get(0), partitions));
    }

    private static CompletionStage<Void> write(StateStore store, int partitions) {
        List<RowChange> change = List.of(new RowChange.Put(KEY, encode(partitions)));
        return store.claim(PLACE, EPOCH)
                .thenCompose(claimed -> store.write(PLACE, EPOCH, change))
                .thenCompose(written -> store.sync(PLACE, EPOCH));
    }

    private static CompletionStage<Void> compare(Row row, int partitions) {
        int made = decode(row.value());
        return made == partitions
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new IllegalArgumentException("the store was made with " + made
                        + " partitions, and restante.partitions is " + partitions + "; the number cannot be changed"));
    }

    static byte[] encode(int partitions) {
        return ByteBuffer.allocate(1 + Integer.BYTES)
                .put(VERSION)
                .putInt(partitions)
                .array();
    }

    static int decode(byte[] value) {
        if (value.length != 1 + Integer.BYTES || value[0] != VERSION) {
            throw new IllegalStateException(
                    "the store does not say in a way known here how many partitions it has; is it of a newer version?");
        }
        return ByteBuffer.wrap(value).getInt(1);
    }
}
