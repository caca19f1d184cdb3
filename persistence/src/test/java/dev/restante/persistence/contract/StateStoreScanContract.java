package dev.restante.persistence.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.store.Row;
import dev.restante.store.StateStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the pages of a {@link StateStore}'s scan end, and how one goes on from there. */
public abstract class StateStoreScanContract extends StateStoreSuite {

    @Test
    void a_scan_is_bounded_in_rows_and_in_bytes_and_returns_at_least_one() throws Exception {
        write(put("a", "12345"), put("b", "12345"), put("c", "12345"), put("d", "12345"));

        assertThat(await(store.scan(PARTITION, FIRST, LAST, 3, 1000))).hasSize(3);
        assertThat(await(store.scan(PARTITION, FIRST, LAST, 100, 1))).hasSize(1);
        assertThat(await(store.scan(PARTITION, FIRST, LAST, 100, 12))).hasSizeBetween(2, 3);
        assertThat(texts(await(store.scan(PARTITION, "b".getBytes(UTF_8), "d".getBytes(UTF_8), 100, 1000))))
                .containsExactly("b=12345", "c=12345");
    }

    /** Four rows of ten bytes each. */
    private void writeRowsOfTenBytes() throws Exception {
        write(put("a", "123456789"), put("b", "123456789"), put("c", "123456789"), put("d", "123456789"));
    }

    @Test
    void a_page_ends_with_the_row_that_exceeds_the_bytes_and_not_with_the_one_that_reaches_them() throws Exception {
        writeRowsOfTenBytes();

        assertThat(await(store.scan(PARTITION, FIRST, LAST, 100, 19))).hasSize(2);
        assertThat(await(store.scan(PARTITION, FIRST, LAST, 100, 20))).hasSize(3);
        assertThat(await(store.scan(PARTITION, FIRST, LAST, 100, 0))).hasSize(1);
    }

    @Test
    void a_page_is_cut_by_whichever_limit_comes_first() throws Exception {
        writeRowsOfTenBytes();

        assertThat(await(store.scan(PARTITION, FIRST, LAST, 3, 15)))
                .as("cut by bytes before the rows")
                .hasSize(2);
        assertThat(await(store.scan(PARTITION, FIRST, LAST, 2, 35)))
                .as("cut by rows before the bytes")
                .hasSize(2);
    }

    @Test
    void a_page_that_is_below_both_limits_is_the_whole_range() throws Exception {
        writeRowsOfTenBytes();

        assertThat(await(store.scan(PARTITION, FIRST, LAST, 5, 40))).hasSize(4);
        assertThat(await(store.scan(PARTITION, FIRST, LAST, 4, 1000))).hasSize(4);
        assertThat(await(store.scan(PARTITION, LAST, FIRST, 5, 1000)))
                .as("a range from its end to its beginning")
                .isEmpty();
    }

    @Test
    void pages_that_go_on_after_the_last_key_show_every_row_once() throws Exception {
        List<String> written = new ArrayList<>();
        for (int n = 100; n < 140; n++) {
            String value = "v".repeat(n % 7 * 5);
            write(put("k" + n, value));
            written.add("k" + n + "=" + value);
        }

        List<String> seen = new ArrayList<>();
        byte[] from = FIRST;
        List<Row> page = await(store.scan(PARTITION, from, LAST, 4, 60));
        while (!page.isEmpty()) {
            seen.addAll(texts(page));
            from = after(page.get(page.size() - 1).key());
            page = await(store.scan(PARTITION, from, LAST, 4, 60));
        }

        assertThat(seen).isEqualTo(written);
    }

    /** The lowest key that is higher. */
    private static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }
}
