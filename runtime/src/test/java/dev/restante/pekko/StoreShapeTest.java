package dev.restante.pekko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class StoreShapeTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final MemoryStateStore store = new MemoryStateStore();

    @Test
    void a_store_keeps_the_number_of_partitions_it_was_made_with() {
        assertThat(StoreShape.ensure(store, 64)).succeedsWithin(LIMIT);

        assertThat(StoreShape.ensure(store, 64)).succeedsWithin(LIMIT);
        assertThat(StoreShape.ensure(store, 32))
                .failsWithin(LIMIT)
                .withThrowableOfType(ExecutionException.class)
                .withRootCauseInstanceOf(IllegalArgumentException.class)
                .withMessageContaining("made with 64 partitions, and restante.partitions is 32");
    }

    @Test
    void the_stored_number_is_as_the_first_version_wrote_it() throws IOException {
        byte[] golden = HexFormat.of().parseHex(golden("store-shape-1.hex"));

        assertThat(StoreShape.encode(64)).isEqualTo(golden);
        assertThat(StoreShape.decode(golden)).isEqualTo(64);
    }

    @Test
    void a_number_in_an_unknown_format_is_not_guessed_at() {
        assertThatIllegalStateException().isThrownBy(() -> StoreShape.decode(new byte[] {2, 0, 0, 0, 64}));
        assertThatIllegalStateException().isThrownBy(() -> StoreShape.decode(new byte[0]));
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = StoreShapeTest.class.getResourceAsStream("/golden/pekko/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
