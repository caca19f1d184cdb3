package dev.restante.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @Test
    void segments_are_cut_before_they_are_decoded() {
        Target target = Target.parse("/actors/account/a%2Fb%20%C3%BC/..?at=2030-01-01T00:00:00+02:00&flag&x=%26%3D");

        assertThat(target.segments()).containsExactly("actors", "account", "a/b \u00fc", "..");
        assertThat(target.query())
                .containsEntry("at", "2030-01-01T00:00:00+02:00")
                .containsEntry("flag", "")
                .containsEntry("x", "&=");
    }

    @Test
    void a_target_with_its_origin_is_the_same_path() {
        assertThat(Target.parse("http://host:7070/audit").segments()).containsExactly("audit");
        assertThat(Target.parse("http://host").segments()).containsExactly("");
        assertThat(Target.parse("*").segments()).containsExactly("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/%2", "/%zz", "/%C3", "/%FF", "/%ED%A0%80", "/a?x=%C3", "/a?%zz=1", "/a?x=1&x=2"})
    void what_cannot_be_decoded_is_malformed(String target) {
        assertThatThrownBy(() -> Target.parse(target)).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void encoding_and_decoding_are_each_others_inverse(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String text = random.ints(20, 1, 0x11000)
                    .filter(c -> c < 0xd800 || c > 0xdfff)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            assertThat(PercentCoding.decode(PercentCoding.encode(text), "text")).isEqualTo(text);
        }
    }
}
