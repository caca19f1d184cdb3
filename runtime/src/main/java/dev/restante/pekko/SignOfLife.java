package dev.restante.pekko;

import dev.restante.store.Row;
import dev.restante.store.RowChange;
import dev.restante.store.StateStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What the members of a cluster leave in its store again and again. Whoever sees it change knows that a cluster serves the store, also when
 * none of its nodes can be reached. It is compared and shown, and never read otherwise.
 */
final class SignOfLife {

    /** Beside the partitions and what the store says of itself. */
    private static final int PLACE = StoreShape.PLACE + 1;

    private static final byte[] KEY = "alive".getBytes(StandardCharsets.UTF_8);

    /** All that write it write in the same, so that nobody is refused. */
    private static final long EPOCH = 1;

    private SignOfLife() {}

    /** The last sign; empty when there never was one. */
    static CompletionStage<Optional<String>> read(StateStore store) {
        return store.read(PLACE, List.of(KEY))
                .thenApply(rows -> rows.stream().map(SignOfLife::text).findFirst());
    }

    private static String text(Row row) {
        return new String(row.value(), StandardCharsets.UTF_8);
    }

    /** Leaves {@code sign}, which must differ from the last one. It need not be durable, only seen. */
    static CompletionStage<Void> write(StateStore store, String sign) {
        List<RowChange> change = List.of(new RowChange.Put(KEY, sign.getBytes(StandardCharsets.UTF_8)));
        return store.claim(PLACE, EPOCH).thenCompose(claimed -> store.write(PLACE, EPOCH, change));
    }
}
