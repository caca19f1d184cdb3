package dev.restante.behavior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restante.MessageName;
import dev.restante.Payload;
import dev.restante.SchemaMigration;
import dev.restante.SchemaVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The three ways in which a schema changes, each against a file of what was stored before. */
class SchemaEvolutionTest {

    private final Codecs codecs = new Codecs();

    /** Was {@code Invoice(String id, long cents)}. */
    record Invoice(
            String id, long cents, int copies, @Nullable String note, Optional<String> project) {}

    @Test
    void an_added_field_has_its_default_in_what_was_stored_before() throws Exception {
        Invoice read = codecs.of(Invoice.class).read(stored("Invoice", 1, "invoice-before-fields-were-added.json"));

        assertThat(read).isEqualTo(new Invoice("i-1", 500, 0, null, Optional.empty()));
    }

    record Receipt(String id) {}

    @Test
    void a_removed_field_is_passed_over_in_what_was_stored_before() throws Exception {
        assertThat(codecs.of(Receipt.class).read(stored("Receipt", 1, "invoice-before-fields-were-added.json")))
                .isEqualTo(new Receipt("i-1"));
    }

    /** Was called {@code PutIn}, and is now renamed in Java too. */
    @MessageName(value = "Deposit", aliases = "PutIn")
    record DepositCommand(long cents) {}

    @Test
    void a_renamed_type_is_read_under_its_former_name_and_written_under_its_new_one() throws Exception {
        CodecFamily<Object> family = new CodecFamily<>(codecs, List.of(DepositCommand.class));

        Object read = family.read(stored("PutIn", 1, "put-in-before-it-was-renamed.json"));

        assertThat(read).isEqualTo(new DepositCommand(500));
        assertThat(family.write(read).name()).isEqualTo("Deposit");
        assertThat(family.names()).containsExactly("Deposit");
        assertThat(family.allNames()).containsExactlyInAnyOrder("Deposit", "PutIn");
    }

    /** Was {@code Price(String amount)}, such as "5.00 EUR"; then {@code Price(long amount, String currency)}. */
    @SchemaVersion(value = 3, migration = PriceMigration.class)
    record Price(long cents, String currency) {}

    static final class PriceMigration implements SchemaMigration {
        @Override
        public ObjectNode migrate(int fromVersion, ObjectNode json) {
            ObjectNode current = json.objectNode();
            if (fromVersion == 1) {
                String[] parts = json.get("amount").asText().split(" ", 2);
                return current.put("cents", Long.parseLong(parts[0].replace(".", "")))
                        .put("currency", parts[1]);
            }
            return current.put("cents", json.get("amount").asLong() * 100).set("currency", json.get("currency"));
        }
    }

    @Test
    void a_migration_reads_every_older_version() throws Exception {
        RecordCodec<Price> codec = codecs.of(Price.class);

        assertThat(codec.read(stored("Price", 1, "price-1.json"))).isEqualTo(new Price(500, "EUR"));
        assertThat(codec.read(stored("Price", 2, "price-2.json"))).isEqualTo(new Price(500, "EUR"));
        assertThat(codec.read(codec.write(new Price(500, "EUR")))).isEqualTo(new Price(500, "EUR"));
        assertThat(codec.write(new Price(500, "EUR")).version()).isEqualTo(3);
    }

    @Test
    void a_newer_version_than_the_known_one_is_not_guessed_at() {
        assertThatThrownBy(() -> codecs.of(Price.class).read(stored("Price", 4, "price-2.json")))
                .isInstanceOf(UndecodableException.class)
                .hasMessage(
                        "Price version 4 cannot be read: a newer version wrote it; this one knows versions up to 3");
    }

    @Test
    void a_migration_that_fails_says_so() {
        assertThatThrownBy(() -> codecs.of(Price.class).read(stored("Price", 1, "price-2.json")))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("Price version 1 cannot be read: its migration to version 3 failed");
    }

    @Test
    void what_was_stored_and_cannot_be_read_names_type_version_and_field() {
        Payload payload =
                new Payload("Invoice", 1, "{\"id\":\"i\",\"cents\":\"many\"}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> codecs.of(Invoice.class).read(payload))
                .isInstanceOf(UndecodableException.class)
                .hasMessage(
                        "Invoice version 1 cannot be read: cents: expected a whole number of 64 bits (line 1, column 19)");
    }

    @SchemaVersion(value = 2, migration = NeedsMore.class)
    record Unmade(long cents) {}

    record NeedsMore(String argument) implements SchemaMigration {
        @Override
        public ObjectNode migrate(int fromVersion, ObjectNode json) {
            return json;
        }
    }

    @SchemaVersion(value = 1, migration = PriceMigration.class)
    record VersionOne(long cents) {}

    @MessageName("not a name")
    record Misnamed(long cents) {}

    @Test
    void wrong_declarations_fail_when_the_type_is_registered() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codecs.of(Unmade.class))
                .withMessageContaining("NeedsMore")
                .withMessageContaining("constructor without parameters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codecs.of(VersionOne.class))
                .withMessageContaining("must be 2 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codecs.of(Misnamed.class))
                .withMessageContaining("'not a name' cannot name a message");
    }

    private static Payload stored(String name, int version, String file) throws Exception {
        return new Payload(name, version, Golden.text(file).getBytes(StandardCharsets.UTF_8));
    }
}
