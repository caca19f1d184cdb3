package dev.restante.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BytesReaderTest {

    @Test
    void a_text_that_is_not_utf_8_is_damage_and_not_another_text() {
        byte[] text = new BytesWriter(8).putText("\u00fc").toBytes();
        text[2] = 'x';

        assertThatExceptionOfType(CorruptLogException.class)
                .isThrownBy(() -> new BytesReader("row", text).getText())
                .withMessageContaining("not UTF-8");
    }

    @Test
    void a_replacement_character_that_was_written_is_read() {
        byte[] text = new BytesWriter(8).putText("a\ufffdb").toBytes();

        assertThat(new BytesReader("row", text).getText()).isEqualTo("a\ufffdb");
    }

    @Test
    void a_row_that_goes_on_after_its_end_is_damage() {
        byte[] row = RowFormat.write(1, new RowFormat.State(7, Samples.deposit()));
        byte[] longer = Arrays.copyOf(row, row.length + 1);

        assertThatExceptionOfType(CorruptLogException.class)
                .isThrownBy(() -> RowFormat.readState(longer))
                .withMessageContaining("after its end");
    }

    @Test
    void a_length_beyond_the_bytes_is_damage_and_allocates_nothing() {
        byte[] claim = new BytesWriter(8).putNumber(Integer.MAX_VALUE).put('x').toBytes();

        assertThatExceptionOfType(CorruptLogException.class)
                .isThrownBy(() -> new BytesReader("row", claim).getBytes())
                .withMessageContaining("2147483647 bytes wanted, 1 left");
    }
}
