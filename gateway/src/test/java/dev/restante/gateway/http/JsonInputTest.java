package dev.restante.gateway.http;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonInputTest {

    @Test
    void a_number_beyond_all_range_is_malformed() {
        byte[] body = ("{\"cents\":1e" + "9".repeat(200) + "}").getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> JsonInput.tree(body))
                .withMessageContaining("a number beyond all range");
    }
}
