package dev.restante.behavior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restante.InvalidMessageException;
import dev.restante.InvalidMessageException.Problem;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutsideBodyTest {

    private final Codecs codecs = new Codecs();

    record Line(String article, int count) {}

    record Order(
            long cents,
            String to,
            List<Line> lines,
            Optional<String> note,
            @Nullable String memo) {
        Order {
            if (cents < 0) {
                throw new IllegalArgumentException("cents must not be negative");
            }
        }
    }

    record Values(
            Optional<Boolean> flag,
            OptionalInt number,
            Optional<Double> ratio,
            Optional<Float> small,
            Optional<BigDecimal> exact,
            Optional<Instant> at,
            Optional<DayOfWeek> day,
            Optional<String> text,
            Optional<Map<String, Integer>> map,
            Optional<List<String>> list) {}

    record Empty() {}

    private static final String GOOD = "\"cents\":5,\"to\":\"bob\",\"lines\":[]";

    @Test
    void what_is_optional_may_be_left_out_or_null() {
        RecordCodec<Order> codec = codecs.of(Order.class);

        assertThat(codec.readOutside(bytes("{" + GOOD + "}")))
                .isEqualTo(new Order(5, "bob", List.of(), Optional.empty(), null));
        assertThat(codec.readOutside(bytes("{" + GOOD + ",\"note\":null,\"memo\":null}")))
                .isEqualTo(new Order(5, "bob", List.of(), Optional.empty(), null));
    }

    @Test
    void a_message_without_fields_is_an_empty_object() {
        assertThat(codecs.of(Empty.class).readOutside(bytes("{}"))).isEqualTo(new Empty());
        assertThat(refusal(Empty.class, "{\"a\":1}").field()).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"to\":\"bob\",\"lines\":[]}                  | cents | must be given",
                "{\"cents\":5,\"lines\":[]}                     | to    | must be given",
                "{\"cents\":null,\"to\":\"b\",\"lines\":[]}     | cents | not as null",
                "{\"cents\":5,\"to\":null,\"lines\":[]}         | to    | not as null",
                "{\"cents\":5,\"to\":\"b\",\"lines\":[null]}    | lines[0] | not as null",
                "{\"cents\":\"5\",\"to\":\"b\",\"lines\":[]}    | cents | a whole number of 64 bits",
                "{\"cents\":5.0,\"to\":\"b\",\"lines\":[]}      | cents | a whole number",
                "{\"cents\":1e3,\"to\":\"b\",\"lines\":[]}      | cents | a whole number",
                "{\"cents\":true,\"to\":\"b\",\"lines\":[]}     | cents | a whole number",
                "{\"cents\":9223372036854775808,\"to\":\"b\",\"lines\":[]} | cents | 64 bits",
                "{\"cents\":5,\"to\":7,\"lines\":[]}            | to    | a text",
                "{\"cents\":5,\"to\":true,\"lines\":[]}         | to    | a text",
                "{\"cents\":5,\"to\":{},\"lines\":[]}           | to    | a text",
                "{\"cents\":5,\"to\":\"b\",\"lines\":{}}        | lines | a list",
                "{\"cents\":5,\"to\":\"b\",\"lines\":\"\"}      | lines | a list",
                "{\"cents\":5,\"to\":\"b\",\"lines\":[5]}       | lines[0] | an object",
                "{\"cents\":5,\"to\":\"b\",\"lines\":[\"\"]}    | lines[0] | an object",
                "{\"cents\":5,\"to\":\"b\",\"lines\":[{\"article\":\"a\"}]} | lines[0].count | must be given",
                "{\"cents\":5,\"to\":\"b\",\"lines\":[],\"cent\":1} | cent | there is no such field; there are cents, lines, memo, note, to",
                "{\"cents\":-1,\"to\":\"b\",\"lines\":[]}       | ``    | cents must not be negative",
                "[]                                             | ``    | an object",
                "5                                              | ``    | an object",
                "null                                           | ``    | an object",
                "\"text\"                                       | ``    | an object"
            })
    void a_body_that_does_not_fit_is_invalid_and_names_the_field(String body, String field, String reason) {
        InvalidMessageException refusal = refusal(Order.class, body);

        assertThat(refusal.problem()).as(refusal.getMessage()).isEqualTo(Problem.INVALID);
        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal).hasMessageContaining(reason);
        assertThat(refusal.getMessage()).doesNotContain("dev.restante").doesNotContain("java.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "flag   | \"true\"",
                "flag   | 1",
                "number | \"1\"",
                "number | 1.0",
                "number | 4294967296",
                "ratio  | \"NaN\"",
                "ratio  | \"1.5\"",
                "ratio  | 1e999",
                "small  | 1e39",
                "exact  | \"1.5\"",
                "at     | 5",
                "at     | 5.5",
                "at     | \"\"",
                "at     | \"yesterday\"",
                "day    | 1",
                "day    | \"friday\"",
                "day    | \"\"",
                "text   | 1.5",
                "map    | []",
                "map    | {\"a\":\"1\"}",
                "list   | \"a\"",
                "list   | [1]"
            })
    void no_value_is_bent_to_fit(String field, String value) {
        InvalidMessageException refusal = refusal(Values.class, "{\"" + field + "\":" + value + "}");

        assertThat(refusal.problem()).isEqualTo(Problem.INVALID);
        assertThat(refusal.field()).startsWith(field);
        assertThat(refusal.getMessage()).doesNotContain("dev.restante").doesNotContain("java.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``",
                "{",
                "{\"cents\":5,\"to\":\"b\",\"lines\":[]",
                "{\"cents\":5,\"to\":\"b\",\"lines\":[]} {}",
                "{\"cents\":5,\"to\":\"b\",\"lines\":[]} x",
                "{\"cents\":5,\"cents\":6,\"to\":\"b\",\"lines\":[]}",
                "{\"cents\":NaN,\"to\":\"b\",\"lines\":[]}",
                "{\"cents\":05,\"to\":\"b\",\"lines\":[]}",
                "{'cents':5}",
                "{\"cents\":5,}",
                "// comment",
                "\"half"
            })
    void what_is_not_json_is_malformed(String body) {
        assertThat(refusal(Order.class, body).problem()).isEqualTo(Problem.MALFORMED);
    }

    @Test
    void hostile_bodies_are_bounded() {
        String deep = "{\"note\":" + "[".repeat(100_000);
        String longNumber = "{\"cents\":" + "9".repeat(100_000) + "}";
        String longName = "{\"" + "n".repeat(1_000_000) + "\":1}";

        assertThat(refusal(Order.class, deep).getMessage()).hasSizeLessThan(700);
        assertThat(refusal(Order.class, longNumber).getMessage()).hasSizeLessThan(700);
        assertThat(refusal(Order.class, longName).getMessage()).hasSizeLessThan(700);
        assertThat(refusal(Order.class, "{\"" + "n".repeat(9_000) + "\":1}").field())
                .hasSizeLessThan(300);
    }

    @Test
    void bytes_that_are_not_utf8_are_malformed() {
        byte[] body = bytes("{\"cents\":5,\"to\":\"?\",\"lines\":[]}");
        body[17] = (byte) 0xff;

        assertThat(refusal(Order.class, body).problem()).isEqualTo(Problem.MALFORMED);
    }

    private InvalidMessageException refusal(Class<?> type, String body) {
        return refusal(type, bytes(body));
    }

    private InvalidMessageException refusal(Class<?> type, byte[] body) {
        InvalidMessageException thrown = catchThrowableOfType(
                InvalidMessageException.class, () -> codecs.of(type).readOutside(body));
        assertThat(thrown)
                .as(new String(body, 0, Math.min(200, body.length), StandardCharsets.UTF_8))
                .isNotNull();
        return thrown;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
