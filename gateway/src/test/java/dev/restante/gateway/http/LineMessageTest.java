package dev.restante.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineMessageTest {

    private static final String VALID =
            "{\"to\":\"account/a\",\"message\":\"Deposit\",\"key\":\"k\",\"body\":{\"cents\":1}}";

    private static LineMessage parse(String line) {
        byte[] padded = ("before\n" + line + "\nafter").getBytes(StandardCharsets.UTF_8);
        return LineMessage.parse(padded, 7, padded.length - 13);
    }

    @Test
    void the_body_is_cut_out_as_it_is_wherever_it_stands() {
        LineMessage message = parse(
                " {\"body\" : {\"a\": [1, {\"b\":\"}\u00fc\"}]} ,\"key\":\"k\", \"message\":\"M\",\"to\":\"t/\u00fc\"} ");

        assertThat(new String(message.body(), StandardCharsets.UTF_8)).isEqualTo("{\"a\": [1, {\"b\":\"}\u00fc\"}]}");
        assertThat(message.to()).isEqualTo("t/\u00fc");
        assertThat(message.message()).isEqualTo("M");
        assertThat(message.key()).isEqualTo("k");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | a line is a JSON object",
                "{} | 'to' is missing",
                "{\"to\":\"a/b\"} | 'message' is missing",
                "{\"to\":\"a/b\",\"message\":\"M\"} | 'body' is missing",
                "{\"to\":1} | 'to' is not a text",
                "{\"to\":\"a\",\"to\":\"b\"} | 'to' is given twice",
                "{\"body\":{},\"body\":{}} | 'body' is given twice",
                "{\"body\":[]} | 'body' is not a JSON object",
                "{\"body\":null} | 'body' is not a JSON object",
                "{\"delay\":\"PT1S\"} | 'delay' is not a field",
                "{\"key\":\"\"} | 'key' is empty",
                "{\"key\":\"a\\u0000b\"} | cannot be printed",
                "{\"to\":\"a/b\",\"message\":\"M\",\"body\":{}}{} | more than one JSON value",
                "{\"to\":\"a/b\",\"message\":\"M\",\"body\":{\"x\":NaN}} | not JSON",
                "{\"to\":\"a/b\",\"message\":\"M\",\"body\":{\"x\":1} | not JSON",
                "nonsense | not JSON"
            })
    void what_is_not_a_message_says_why(String line, String said) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(said);
    }

    @Test
    void nesting_without_end_is_refused() {
        assertThatThrownBy(() -> parse("{\"body\":" + "{\"a\":".repeat(50_000)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("not JSON");
    }

    @Test
    void bytes_that_are_not_utf_8_are_refused() {
        byte[] line = VALID.getBytes(StandardCharsets.UTF_8);
        line[10] = (byte) 0xff;

        assertThatThrownBy(() -> LineMessage.parse(line, 0, line.length)).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void any_bytes_are_a_message_or_a_problem_and_nothing_else(long seed) {
        Random random = new Random(seed);
        byte[] valid = VALID.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 5_000; i++) {
            byte[] line = valid.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                line[random.nextInt(line.length)] = (byte) random.nextInt(256);
            }
            try {
                LineMessage message = LineMessage.parse(line, 0, line.length);
                assertThat(message.body()).startsWith((byte) '{').endsWith((byte) '}');
            } catch (ProblemException expected) {
                assertThat(expected.problem().type()).isEqualTo(ProblemType.MALFORMED);
            }
        }
    }
}
