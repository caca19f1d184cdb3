package dev.restante.persistence.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.restante.store.Row;
import dev.restante.store.RowChange;
import dev.restante.store.StateStore;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A state store under test, with a partition that epoch 1 has claimed. */
abstract class StateStoreSuite {

    static final int PARTITION = 7;
    static final int OTHER = 8;
    static final byte[] FIRST = {};
    static final byte[] LAST = {-1, -1, -1, -1};

    StateStore store;

    /** Opens the store: empty for each test's first call, and with what was there before at the next. */
    protected abstract StateStore open() throws Exception;

    /** Closes a store that {@link #open} returned, and what it stands on. */
    protected abstract void release(StateStore opened) throws Exception;

    @BeforeEach
    void open_store() throws Exception {
        store = open();
        await(store.claim(PARTITION, 1));
    }

    @AfterEach
    void close_store() throws Exception {
        release(store);
    }

    final void restart() throws Exception {
        release(store);
        store = open();
    }

    static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    static RowChange put(String key, String value) {
        return new RowChange.Put(key.getBytes(UTF_8), value.getBytes(UTF_8));
    }

    static RowChange delete(String key) {
        return new RowChange.Delete(key.getBytes(UTF_8));
    }

    static RowChange deleteRange(String from, String to) {
        return new RowChange.DeleteRange(from.getBytes(UTF_8), to.getBytes(UTF_8));
    }

    final void write(RowChange... changes) throws Exception {
        await(store.write(PARTITION, 1, List.of(changes)));
    }

    final List<String> all(int partition) throws Exception {
        return texts(await(store.scan(partition, FIRST, LAST, 1000, 1_000_000)));
    }

    static List<String> texts(List<Row> rows) {
        return rows.stream()
                .map(row -> new String(row.key(), UTF_8) + "=" + new String(row.value(), UTF_8))
                .toList();
    }
}
