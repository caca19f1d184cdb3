package dev.restante.behavior;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchemaWriterTest {

    private final MessageSchemas schemas = new Codecs().schemas();

    record Deposit(long cents) {}

    record Tree(@JsonProperty("label") String name, Optional<Tree> left, List<Tree> children, Node node) {}

    record Node(Name name, Optional<Node> next) {}

    record Name(@JsonValue String text) {}

    @Test
    void a_message_is_an_object_with_its_fields_and_no_others() {
        assertThat(schemas.of(Deposit.class).lines().map(String::strip))
                .contains(
                        "\"title\" : \"Deposit\",",
                        "\"required\" : [ \"cents\" ],",
                        "\"additionalProperties\" : false",
                        "\"minimum\" : -9223372036854775808,");
    }

    @Test
    void every_kind_of_component_is_described_as_the_golden_file_has_it() throws Exception {
        assertThat(schemas.of(RecordCodecTest.Everything.class)).isEqualTo(Golden.text("everything-schema.json"));
    }

    @Test
    void recursion_generics_and_names_of_fields_are_followed() throws Exception {
        assertThat(schemas.of(Tree.class)).isEqualTo(Golden.text("tree-schema.json"));
    }
}
