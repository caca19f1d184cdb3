package dev.restante.pekko;

import dev.restante.engine.FormatVersion;
import dev.restante.store.Row;
import dev.restante.store.RowChange;
import dev.restante.store.StateStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The version of the formats to which a store has been raised: there may be records, rows and checkpoints of it, so no release that does not
 * read it may start on the store any more.
 *
 * @param release which raised it
 */
record StoreFormat(int version, String release) {

    /** Of the row itself, which every release has to read. */
    private static final byte ROW_VERSION = 1;

    private static final byte[] KEY = "format".getBytes(StandardCharsets.UTF_8);
    private static final int HEAD = 1 + Integer.BYTES;

    /** Completes with what the store says; one that was never raised has the oldest version. */
    static CompletionStage<StoreFormat> read(StateStore store) {
        return store.read(StoreShape.PLACE, List.of(KEY))
                .thenApply(rows -> rows.isEmpty() ? new StoreFormat(FormatVersion.oldest(), "") : decode(rows.get(0)));
    }

    /** Completes when the store is raised to this, durably, or to more: the version serves as the epoch, so that nothing lowers it. */
    CompletionStage<Void> write(StateStore store) {
        List<RowChange> change = List.of(new RowChange.Put(KEY, encode()));
        return store.claim(StoreShape.PLACE, version)
                .thenCompose(claimed -> store.write(StoreShape.PLACE, version, change))
                .thenCompose(written -> store.sync(StoreShape.PLACE, version));
    }

    /** Why this release cannot use a store of this version, and what can be done. */
    String refusal() {
        return "the store holds format version " + version + ", written by release " + release
                + " once all nodes read it, and this release reads versions " + FormatVersion.oldest() + " to "
                + FormatVersion.newest() + "; start release " + release
                + " or a later one, or restore a backup from before the update";
    }

    boolean isReadable() {
        return version <= FormatVersion.newest();
    }

    byte[] encode() {
        byte[] name = release.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(HEAD + name.length)
                .put(ROW_VERSION)
                .putInt(version)
                .put(name)
                .array();
    }

    private static StoreFormat decode(Row row) {
        return decode(row.value());
    }

    static StoreFormat decode(byte[] value) {
        if (value.length < HEAD || value[0] != ROW_VERSION) {
            throw new IllegalStateException(
                    "the store does not say in a way known here which format version it holds; is it of a later release?");
        }
        return new StoreFormat(
                ByteBuffer.wrap(value).getInt(1), new String(value, HEAD, value.length - HEAD, StandardCharsets.UTF_8));
    }
}
