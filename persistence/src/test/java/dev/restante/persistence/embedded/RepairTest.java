package dev.restante.persistence.embedded;

import static dev.restante.persistence.embedded.EmbeddedFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.Audit;
import dev.restante.engine.PartitionInspection;
import dev.restante.persistence.StoreUnusableException;
import dev.restante.persistence.format.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores that a node has written are damaged and repaired, and the node starts again. */
class RepairTest {

    private static final int TALLIES = 12;
    private static final int ADDS = 40;

    @TempDir
    static Path temporary;

    private static Path killed;
    private static Audit audit;
    private static int copies;

    private Path store;

    @BeforeAll
    static void a_node_was_killed() throws Exception {
        Path original = temporary.resolve("original");
        killed = temporary.resolve("killed");
        try (TallyNode node = TallyNode.start(original)) {
            node.pause("waiting");
            for (int n = 1; n <= ADDS; n++) {
                for (int tally = 0; tally < TALLIES; tally++) {
                    node.add("t" + tally, n);
                }
                node.addLater("waiting", n);
            }
            audit = node.audit();
            EmbeddedFixture.copy(original, killed);
        }
    }

    @BeforeEach
    void a_copy_of_its_store() throws IOException {
        store = temporary.resolve("store-" + copies++);
        EmbeddedFixture.copy(killed, store);
    }

    /** Reads the write-ahead log into table files, as opening it does. */
    private void makeTableFiles() {
        EmbeddedStore.open(EmbeddedFixture.settings(store)).close();
    }

    private StoredRows rows() {
        return new StoredRows(store);
    }

    private static boolean isState(byte[] key) {
        return key.length > 5 && key[4] == 'S';
    }

    private RepairReport repair() throws IOException {
        assertThat(StoreCheck.of(store).sound()).isFalse();
        RepairReport report = StoreRepair.of(store, Clock.systemUTC());
        assertThat(report.after().damage()).isEmpty();
        assertThat(report.after().sound())
                .as("sound after %s", report.missing())
                .isTrue();
        Path quarantine = report.quarantine().orElseThrow();
        assertThat(quarantine.resolve("rocksdb/CURRENT")).exists();
        assertThat(quarantine.resolve("report.txt")).isNotEmptyFile();
        return report;
    }

    /** A node starts on the store and goes on; returns for how many tallies nothing is missing. */
    private int wholeTallies(RepairReport report) throws Exception {
        int whole = 0;
        try (TallyNode node = TallyNode.start(store)) {
            for (int tally = 0; tally < TALLIES; tally++) {
                if (!node.isPaused("t" + tally)) {
                    whole += node.add("t" + tally, 0) == ADDS * (ADDS + 1) / 2 ? 1 : 0;
                }
            }
            assertThat(node.audit().balanced())
                    .as("balanced after %s", report.missing())
                    .isTrue();
        }
        return whole;
    }

    @Test
    void a_store_that_is_sound_is_left_as_it_is() throws Exception {
        StoreReport report = StoreCheck.of(store);
        assertThat(report.damage()).isEmpty();
        assertThat(report.audit()).contains(audit);
        assertThat(report.checkpoints()).isPositive();

        RepairReport repair = StoreRepair.of(store, Clock.systemUTC());

        assertThat(repair.quarantine()).isEqualTo(Optional.empty());
    }

    @Test
    void a_damaged_checkpoint_costs_nothing_because_the_one_before_and_its_log_are_there() throws Exception {
        byte[] key = rows().damageLast(Column.SNAPSHOT, any -> true);

        RepairReport report = repair();

        assertThat(report.before().damage())
                .singleElement()
                .extracting(Damage::place)
                .asString()
                .contains("the checkpoint of record " + Keys.sequenceNr(key));
        assertThat(report.after().audit()).contains(audit);
        assertThat(wholeTallies(report)).isEqualTo(TALLIES);
    }

    @Test
    void an_actor_whose_state_is_damaged_is_named_and_paused_and_no_other() throws Exception {
        byte[] key = rows().damageLast(Column.STATE, RepairTest::isState);
        String name = PartitionInspection.nameOf(Keys.withoutPartition(key));

        RepairReport report = repair();

        assertThat(report.before().damage())
                .singleElement()
                .extracting(Damage::place)
                .asString()
                .contains(name);
        assertThat(wholeTallies(report)).isGreaterThanOrEqualTo(TALLIES - 1);
    }

    @Test
    void a_damaged_message_is_missing_and_the_others_of_its_mailbox_are_there() throws Exception {
        // The last may be in the log as well, and then it is not missing.
        rows().damageFirst(Column.STATE, key -> key.length > 5 && key[4] == 'P');

        RepairReport report = repair();

        assertThat(report.missing()).anyMatch(what -> what.contains("messages that waited for tally/waiting"));
        assertThat(report.after().audit().orElseThrow().pending()).isEqualTo(ADDS - 1);
    }

    @Test
    void a_damaged_record_takes_its_partition_back_and_no_other() throws Exception {
        byte[] key = rows().damageLast(Column.LOG, any -> true);

        RepairReport report = repair();

        assertThat(report.before().damage())
                .anyMatch(damage -> damage.place().contains("record " + Keys.sequenceNr(key)));
        assertThat(wholeTallies(report)).isPositive();
    }

    @Test
    void a_damaged_record_whose_rows_are_stored_already_takes_its_partition_back() throws Exception {
        rows().removeLast(Column.SNAPSHOT);
        rows().damageLast(Column.LOG, any -> true);

        RepairReport report = repair();

        assertThat(report.before().damage()).anyMatch(damage -> damage.remedy().contains("goes back"));
        assertThat(wholeTallies(report)).isPositive();
    }

    @Test
    void a_flipped_bit_in_a_table_file_is_named_by_file_and_what_can_be_read_goes_on() throws Exception {
        makeTableFiles();
        Path largest = files(store, ".sst").stream()
                .max((left, right) ->
                        Long.compare(left.toFile().length(), right.toFile().length()))
                .orElseThrow();
        byte[] content = Files.readAllBytes(largest);
        content[content.length / 3] ^= 1;
        Files.write(largest, content);

        RepairReport report = repair();

        assertThat(report.before().damage()).anyMatch(damage -> damage.place().equals(largest.toString()));
    }

    @Test
    void a_flipped_bit_in_the_write_ahead_log_takes_the_store_back_to_the_moment_before() throws Exception {
        Path wal = files(store, ".log").stream()
                .max((left, right) ->
                        Long.compare(left.toFile().length(), right.toFile().length()))
                .orElseThrow();
        byte[] content = Files.readAllBytes(wal);
        content[content.length / 2] ^= 1;
        Files.write(wal, content);

        RepairReport report = repair();

        assertThat(report.before().damage())
                .singleElement()
                .extracting(Damage::problem)
                .asString()
                .contains(wal + " is damaged at byte ");
        assertThat(report.missing()).anyMatch(what -> what.endsWith("are missing"));
        assertThat(wholeTallies(report)).isGreaterThanOrEqualTo(0);
    }

    @Test
    void a_write_ahead_log_that_was_cut_is_named_and_the_store_goes_on_with_what_is_left() throws Exception {
        Path wal = files(store, ".log").get(0);
        byte[] content = Files.readAllBytes(wal);
        Files.write(wal, Arrays.copyOf(content, content.length - 1000));

        RepairReport report = repair();

        assertThat(report.before().damage()).anyMatch(damage -> damage.problem().contains("are missing"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void a_store_with_any_file_damaged_is_sound_after_its_repair_or_said_to_be_beyond_it(long seed) throws Exception {
        damageAndRepair(seed);
    }

    @Test
    @Tag("long")
    void a_store_with_any_file_damaged_is_sound_after_its_repair_or_said_to_be_beyond_it_many_times() throws Exception {
        long first = System.nanoTime();
        for (long seed = first; seed < first + 300; seed++) {
            FileDamage.deleteAll(store);
            EmbeddedFixture.copy(killed, store);
            damageAndRepair(seed);
        }
    }

    private void damageAndRepair(long seed) throws IOException {
        String damage = "seed " + seed + ": " + FileDamage.to(store, new Random(seed));
        try {
            StoreReport before = StoreCheck.of(store);
            if (before.sound()) {
                assertThat(before.audit()).as(damage).contains(audit);
                return;
            }
            RepairReport report = StoreRepair.of(store, Clock.systemUTC());
            assertThat(report.after().damage()).as(damage).isEmpty();
            assertThat(report.after().sound()).as(damage).isTrue();
            EmbeddedStore.open(EmbeddedFixture.settings(store)).close();
        } catch (StoreUnusableException e) {
            assertThat(e).as(damage).hasMessageContaining(store.toString());
            assertThat(damage)
                    .as("what is beyond repair: %s", e.getMessage())
                    .containsAnyOf("MANIFEST", "CURRENT", "format");
        }
    }
}
