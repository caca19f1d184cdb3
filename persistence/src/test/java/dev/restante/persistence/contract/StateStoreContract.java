package dev.restante.persistence.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.store.Row;
import dev.restante.store.RowChange;
import dev.restante.store.StaleEpochException;
import dev.restante.store.StateStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a {@link StateStore} must do. */
public abstract class StateStoreContract extends StateStoreSuite {

    private static void assertStale(CompletionStage<?> stage) {
        assertThatThrownBy(() -> await(stage))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(StaleEpochException.class)
                .hasMessageContaining(Integer.toString(PARTITION));
    }

    @Test
    void rows_that_were_put_are_read_back() throws Exception {
        write(put("a", "1"), put("b", "2"), put("empty", ""), put("", "no key"));

        assertThat(all(PARTITION)).containsExactly("=no key", "a=1", "b=2", "empty=");
    }

    @Test
    void changes_of_one_write_are_applied_in_their_order() throws Exception {
        write(
                put("a", "1"),
                delete("a"),
                put("b", "1"),
                put("b", "2"),
                put("c", "1"),
                deleteRange("c", "d"),
                put("c", "2"));

        assertThat(all(PARTITION)).containsExactly("b=2", "c=2");
    }

    @Test
    void a_range_is_deleted_up_to_its_end_which_stays() throws Exception {
        write(put("a", "1"), put("b", "1"), put("bb", "1"), put("c", "1"));

        write(deleteRange("b", "c"), deleteRange("z", "a"), deleteRange("a", "a"));

        assertThat(all(PARTITION)).containsExactly("a=1", "c=1");
    }

    @Test
    void writes_that_were_not_awaited_are_applied_in_the_order_of_their_calls() throws Exception {
        List<CompletionStage<Void>> writes = new ArrayList<>();
        for (int n = 0; n < 500; n++) {
            writes.add(store.write(PARTITION, 1, List.of(put("last", "" + n), put("n" + n, ""))));
        }
        for (CompletionStage<Void> write : writes) {
            await(write);
        }

        assertThat(texts(await(store.read(PARTITION, List.of("last".getBytes(UTF_8))))))
                .containsExactly("last=499");
        assertThat(all(PARTITION)).hasSize(501);
    }

    @Test
    void reading_returns_the_rows_that_exist_in_the_order_of_the_keys() throws Exception {
        write(put("a", "1"), put("b", "2"), put("c", "3"));

        List<Row> rows = await(store.read(
                PARTITION,
                List.of("c".getBytes(UTF_8), "x".getBytes(UTF_8), "a".getBytes(UTF_8), "c".getBytes(UTF_8))));

        assertThat(texts(rows)).containsExactly("c=3", "a=1", "c=3");
        assertThat(await(store.read(PARTITION, List.of()))).isEmpty();
    }

    @Test
    void up_to_ten_thousand_keys_are_read_at_a_time() throws Exception {
        assertThat(await(store.read(PARTITION, Collections.nCopies(10_000, FIRST))))
                .isEmpty();
        assertThatThrownBy(() -> await(store.read(PARTITION, Collections.nCopies(10_001, FIRST))))
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void partitions_do_not_see_each_others_rows() throws Exception {
        write(put("a", "1"));
        await(store.write(OTHER, 1, List.of(put("a", "2"), put("b", "2"))));

        write(deleteRange("", "zzz"));

        assertThat(all(PARTITION)).isEmpty();
        assertThat(all(OTHER)).containsExactly("a=2", "b=2");
    }

    @Test
    void keys_are_ordered_as_unsigned_bytes() throws Exception {
        byte[][] keys = {{-128}, {127}, {0}, {-1}, {0, 0}, {1}};
        for (byte[] key : keys) {
            await(store.write(PARTITION, 1, List.of(new RowChange.Put(key, key))));
        }

        assertThat(await(store.scan(PARTITION, FIRST, LAST, 100, 1000)))
                .extracting(Row::key)
                .containsExactly(new byte[][] {{0}, {0, 0}, {1}, {127}, {-128}, {-1}});
    }

    @Test
    void an_epoch_can_be_claimed_again_and_a_lower_one_cannot() throws Exception {
        await(store.claim(PARTITION, 5));
        await(store.claim(PARTITION, 5));

        assertStale(store.claim(PARTITION, 4));
        await(store.claim(PARTITION, 6));
    }

    @Test
    void a_stale_owner_writes_nothing_and_the_present_one_goes_on() throws Exception {
        write(put("a", "old"));
        await(store.claim(PARTITION, 2));

        assertStale(store.write(PARTITION, 1, List.of(put("a", "stale"), put("b", "stale"))));
        assertStale(store.sync(PARTITION, 1));
        await(store.write(PARTITION, 2, List.of(put("c", "new"))));

        assertThat(all(PARTITION)).containsExactly("a=old", "c=new");
    }

    @Test
    void a_stale_write_that_is_under_way_with_others_fails_alone() throws Exception {
        await(store.claim(OTHER, 1));
        CompletionStage<Void> claim = store.claim(PARTITION, 2);
        CompletionStage<Void> stale = store.write(PARTITION, 1, List.of(put("a", "stale")));
        CompletionStage<Void> present = store.write(PARTITION, 2, List.of(put("a", "new")));
        CompletionStage<Void> other = store.write(OTHER, 1, List.of(put("a", "other")));

        await(claim);
        assertStale(stale);
        await(present);
        await(other);

        assertThat(all(PARTITION)).containsExactly("a=new");
        assertThat(all(OTHER)).containsExactly("a=other");
    }

    @Test
    void claims_and_synced_rows_survive_a_restart() throws Exception {
        await(store.claim(PARTITION, 3));
        await(store.write(PARTITION, 3, List.of(put("a", "1"))));
        await(store.sync(PARTITION, 3));

        restart();

        assertThat(all(PARTITION)).containsExactly("a=1");
        assertStale(store.write(PARTITION, 2, List.of(put("a", "stale"))));
        assertStale(store.claim(PARTITION, 2));
        await(store.claim(PARTITION, 4));
    }

    @Test
    void a_row_of_a_megabyte_comes_back() throws Exception {
        byte[] large = new byte[1024 * 1024];
        large[large.length - 1] = 7;
        await(store.write(PARTITION, 1, List.of(new RowChange.Put("big".getBytes(UTF_8), large))));

        assertThat(await(store.read(PARTITION, List.of("big".getBytes(UTF_8))))
                        .get(0)
                        .value())
                .isEqualTo(large);
    }

    @Test
    void partitions_can_write_at_once() throws Exception {
        List<CompletionStage<Void>> writes = IntStream.range(0, 1000)
                .mapToObj(n -> store.write(n % 16, 1, List.of(put("k" + n / 16, "" + n))))
                .toList();
        for (CompletionStage<Void> write : writes) {
            await(write);
        }

        int rows = 0;
        for (int partition = 0; partition < 16; partition++) {
            rows += all(partition).size();
        }
        assertThat(rows).isEqualTo(1000);
    }

    @Test
    void closing_waits_for_what_is_in_progress_and_ends_the_store() throws Exception {
        List<CompletionStage<Void>> writes = IntStream.range(0, 200)
                .mapToObj(n -> store.write(PARTITION, 1, List.of(put("k" + n, "v"))))
                .toList();

        store.close();

        assertThat(writes)
                .allSatisfy(write -> assertThat(write.toCompletableFuture()).isDone());
        for (CompletionStage<?> late : List.of(
                store.claim(PARTITION, 1),
                store.write(PARTITION, 1, List.of()),
                store.sync(PARTITION, 1),
                store.read(PARTITION, List.of()),
                store.scan(PARTITION, FIRST, LAST, 1, 1))) {
            assertThatThrownBy(() -> await(late)).hasCauseInstanceOf(IllegalStateException.class);
        }
    }
}
