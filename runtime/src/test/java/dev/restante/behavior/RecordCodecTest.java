package dev.restante.behavior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.restante.ActorId;
import dev.restante.Json;
import dev.restante.MessageId;
import dev.restante.Payload;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

    private final Codecs codecs = new Codecs();

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Card.class, name = "card"),
        @JsonSubTypes.Type(value = Transfer.class, name = "transfer")
    })
    sealed interface Means {}

    record Card(String number) implements Means {}

    record Transfer(String iban) implements Means {}

    record Page<T>(List<T> items) {}

    record Line(String article, int count) {
        boolean isEmpty() {
            return count == 0;
        }

        int getTotal() {
            return count * 2;
        }
    }

    record Everything(
            boolean yes,
            byte small,
            char letter,
            long large,
            double half,
            String text,
            BigDecimal exact,
            BigInteger huge,
            UUID uuid,
            DayOfWeek day,
            Instant instant,
            Duration duration,
            LocalDate date,
            OffsetDateTime offset,
            ZonedDateTime zoned,
            Optional<String> maybe,
            OptionalLong count,
            Page<Line> page,
            Set<String> set,
            Map<ActorId, MessageId> ids,
            Means means,
            List<Means> others,
            Json json,
            @Nullable String nothing) {}

    static Everything everything() {
        return new Everything(
                true,
                (byte) 7,
                'ü',
                Long.MAX_VALUE,
                0.5,
                "grüße \"\u0000 🎉",
                new BigDecimal("1.50"),
                BigInteger.TWO.pow(100),
                UUID.fromString("6b1f6b1e-0000-4000-8000-000000000001"),
                DayOfWeek.FRIDAY,
                Instant.parse("2030-01-01T00:00:00.123456789Z"),
                Duration.ofMillis(1500),
                LocalDate.of(2030, 1, 1),
                OffsetDateTime.parse("2030-01-01T00:00:00+05:30"),
                ZonedDateTime.parse("2030-01-01T00:00:00+01:00[Europe/Paris]"),
                Optional.of("x"),
                OptionalLong.empty(),
                new Page<>(List.of(new Line("a", 1))),
                Set.of("b", "a"),
                Map.of(ActorId.parse("account/alice"), new MessageId(1, 2, 3)),
                new Card("1"),
                List.of(new Transfer("DE"), new Card("2")),
                new Json("{\"a\":[1.50,null]}"),
                null);
    }

    @Test
    void every_kind_of_component_comes_back_equal() throws Exception {
        RecordCodec<Everything> codec = codecs.of(Everything.class);

        Payload written = codec.write(everything());

        assertThat(codec.read(written)).isEqualTo(everything());
        assertThat(codec.readOutside(written.bytes())).isEqualTo(everything());
    }

    @Test
    void the_json_is_as_the_golden_file_has_it() throws Exception {
        Payload written = codecs.of(Everything.class).write(everything());

        assertThat(new String(written.bytes(), StandardCharsets.UTF_8)).isEqualTo(Golden.text("everything-1.json"));
        assertThat(written.name()).isEqualTo("Everything");
        assertThat(written.version()).isEqualTo(1);
    }

    @Test
    void methods_that_look_like_getters_are_not_written() {
        assertThat(codecs.of(Line.class).write(new Line("a", 0)).toString())
                .isEqualTo("Line {\"article\":\"a\",\"count\":0}");
    }

    record Tags(Set<String> tags, Map<String, Integer> counts) {}

    @Test
    void equal_values_are_written_as_equal_bytes() {
        List<String> names = List.of("alpha", "beta", "gamma", "delta", "epsilon");
        Set<String> narrow = new HashSet<>(8);
        Set<String> wide = new HashSet<>(4096);
        Map<String, Integer> forwards = new LinkedHashMap<>();
        Map<String, Integer> backwards = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            narrow.add(names.get(i));
            wide.add(names.get(i));
            forwards.put(names.get(i), 1);
            backwards.put(names.get(names.size() - 1 - i), 1);
        }
        assertThat(narrow.toString()).isNotEqualTo(wide.toString());

        RecordCodec<Tags> codec = codecs.of(Tags.class);

        assertThat(codec.write(new Tags(narrow, forwards))).isEqualTo(codec.write(new Tags(wide, backwards)));
    }

    record Ratio(double value) {}

    @Test
    void a_stored_number_that_is_none_comes_back() throws Exception {
        RecordCodec<Ratio> codec = codecs.of(Ratio.class);

        assertThat(codec.read(codec.write(new Ratio(Double.NaN)))).isEqualTo(new Ratio(Double.NaN));
        assertThat(codec.read(codec.write(new Ratio(Double.NEGATIVE_INFINITY))))
                .isEqualTo(new Ratio(Double.NEGATIVE_INFINITY));
    }

    record Broken(String text) {
        @Override
        public String text() {
            throw new IllegalStateException("no text today");
        }
    }

    @Test
    void a_value_that_cannot_be_written_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codecs.of(Broken.class).write(new Broken("x")))
                .withMessageContaining("Broken cannot be written as JSON: text")
                .withMessageContaining("no text today");
    }

    record Envelope(Json body) {}

    @Test
    void json_that_is_passed_on_comes_back_as_it_was() throws Exception {
        RecordCodec<Envelope> codec = codecs.of(Envelope.class);

        for (String text : List.of("{}", "[1.50,1E+5,null]", "\"\\u0000\"", "12345678901234567890.5", "true")) {
            assertThat(codec.read(codec.write(new Envelope(new Json(text))))).isEqualTo(new Envelope(new Json(text)));
        }
    }

    @Test
    void a_text_that_is_not_json_cannot_be_passed_on() {
        RecordCodec<Envelope> codec = codecs.of(Envelope.class);

        for (String text : List.of("", "{", "}", "1,2", "{} {}", "nothing")) {
            assertThatIllegalArgumentException()
                    .as(text)
                    .isThrownBy(() -> codec.write(new Envelope(new Json(text))))
                    .withMessageContaining("Envelope cannot be written as JSON: body");
        }
    }
}
