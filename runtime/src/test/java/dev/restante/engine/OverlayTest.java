package dev.restante.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rows on their way to the store, while the store answers what was asked before. */
class OverlayTest {

    private static final RowKey ROW = RowKey.dead(1);
    private static final byte[] VALUE = {1};

    private final Overlay overlay = new Overlay();

    @Test
    void what_is_written_stays_readable_until_reads_that_began_before_are_done() {
        overlay.readBegun(1);
        overlay.put(ROW, VALUE);
        overlay.beginFlush();

        overlay.flushed();
        assertThat(overlay.get(ROW)).isEqualTo(VALUE);

        overlay.readEnded(1);
        assertThat(overlay.get(ROW)).isNull();
    }

    @Test
    void a_read_that_began_after_the_write_keeps_nothing() {
        overlay.put(ROW, VALUE);
        overlay.beginFlush();
        overlay.flushed();

        overlay.readBegun(1);

        assertThat(overlay.get(ROW)).isNull();
    }

    @Test
    void a_row_that_was_removed_and_written_anew_in_one_checkpoint_does_not_count_as_removed() {
        overlay.readBegun(1);
        overlay.remove(ROW);
        overlay.beginFlush();

        overlay.rewritten(ROW);
        overlay.flushed();

        assertThat(overlay.isRemoved(ROW)).isFalse();
    }
}
