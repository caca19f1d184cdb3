package dev.restante.behavior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"b\":2}        | { \"b\" : 2, \"a\" : 1 }",
                "{\"a\":1}                | {\"a\":1.0}",
                "{\"a\":1000}             | {\"a\":1e3}",
                "{\"a\":0}                | {\"a\":-0.00}",
                "{\"a\":\"ü\"}            | {\"a\":\"\\u00fc\"}",
                "{\"a\":{\"c\":1,\"b\":[]}} | {\"a\":{\"b\":[],\"c\":1}}",
                "1e99999999999            | 1e99999999999"
            })
    void the_same_contents_have_the_same_hash(String one, String other) {
        assertThat(hash(one)).isEqualTo(hash(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1}             | {\"a\":2}",
                "{\"a\":1}             | {\"a\":\"1\"}",
                "{\"a\":[1,2]}         | {\"a\":[2,1]}",
                "{\"a\":[[1],2]}       | {\"a\":[[1,2]]}",
                "{\"a\":null}          | {}",
                "{\"a\":true}          | {\"a\":\"true\"}",
                "{\"a\":{\"b\":1}}     | {\"a\":1,\"b\":1}",
                "9007199254740993      | 9007199254740992",
                "[]                    | {}"
            })
    void other_contents_have_another_hash(String one, String other) {
        assertThat(hash(one)).isNotEqualTo(hash(other));
    }

    @Test
    void the_name_counts() {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);

        assertThat(CanonicalJson.hash("Deposit", body)).isNotEqualTo(CanonicalJson.hash("Withdraw", body));
    }

    @Test
    void the_hash_is_stored_and_so_never_changes() {
        byte[] hash = CanonicalJson.hash(
                "Deposit", "{\"cents\":5,\"to\":[\"a\",null,true,1.50]}".getBytes(StandardCharsets.UTF_8));

        assertThat(HexFormat.of().formatHex(hash)).isEqualTo("20541f069a9075f55d1d69a095e475d1");
    }

    @Test
    void what_is_not_json_has_none() {
        assertThatIllegalArgumentException().isThrownBy(() -> hash(""));
        assertThatIllegalArgumentException().isThrownBy(() -> hash("{\"a\":"));
        assertThatIllegalArgumentException().isThrownBy(() -> hash("[1"));
    }

    private static String hash(String json) {
        return HexFormat.of().formatHex(CanonicalJson.hash("Deposit", json.getBytes(StandardCharsets.UTF_8)));
    }
}
