package dev.restante.behavior;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.InvalidMessageException;
import dev.restante.Payload;
import dev.restante.fuzz.Fuzz;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bodies that were right once: whatever is done to them, they are read or refused. */
class OutsideBodyFuzzTest {

    private static final String[] PIECES = {
        "null",
        "true",
        "-1",
        "1e400",
        "1e-400",
        "1e2147483648",
        "\"\"",
        "\"\\ud800\"",
        "{}",
        "[]",
        "[[",
        "{\"",
        "\\u0000",
        "9".repeat(2_000),
        "\ufeff",
        "NaN",
        ",",
        ":",
        "\"@type\":\"card\"",
        "PT-1S",
        "+999999999-12-31T23:59:59Z"
    };

    private final Codecs codecs = new Codecs();

    @Test
    void a_damaged_body_is_read_or_refused_and_never_anything_else() throws Exception {
        survives(Fuzz.ordinary());
    }

    @Tag("long")
    @Test
    void a_randomly_damaged_body_is_read_or_refused_and_never_anything_else() throws Exception {
        survives(Fuzz.randomly());
    }

    private void survives(Fuzz fuzz) throws Exception {
        RecordCodec<RecordCodecTest.Everything> codec = codecs.of(RecordCodecTest.Everything.class);
        byte[] intact = codec.write(RecordCodecTest.everything()).bytes();
        fuzz.run(InvalidMessageException.class, body -> read(codec, body), List.of(intact), PIECES);
    }

    /** What is accepted is stored, and is read from there as the same. */
    private static void read(RecordCodec<RecordCodecTest.Everything> codec, byte[] body) throws Exception {
        try {
            byte[] accepted = codec.write(codec.readOutside(body)).bytes();
            CanonicalJson.hash("Everything", accepted);
            assertThat(codec.write(codec.read(new Payload("Everything", 1, accepted)))
                            .bytes())
                    .isEqualTo(accepted);
        } catch (InvalidMessageException refused) {
            assertThat(refused.getMessage()).hasSizeLessThan(700);
            assertThat(refused.field()).hasSizeLessThan(200);
            throw refused;
        }
    }
}
