package dev.restante.persistence.embedded;

import static dev.restante.persistence.embedded.EmbeddedFixture.append;
import static dev.restante.persistence.embedded.EmbeddedFixture.await;
import static dev.restante.persistence.embedded.EmbeddedFixture.files;
import static dev.restante.persistence.embedded.EmbeddedFixture.log;
import static dev.restante.persistence.embedded.EmbeddedFixture.settings;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.persistence.DamagedRowException;
import dev.restante.persistence.StoreUnusableException;
import dev.restante.persistence.format.Keys;
import dev.restante.persistence.format.Seal;
import dev.restante.store.RowChange;
import dev.restante.store.StateStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.RocksDBException;

class DamageTest {

    @TempDir
    private Path directory;

    private EmbeddedStore open() {
        return EmbeddedStore.open(settings(directory));
    }

    /** Twenty records with a mark that can be found in the files. */
    private void writeMarked(EmbeddedStore store) throws Exception {
        for (int n = 1; n <= 20; n++) {
            await(store.submit(append("p", n, "mark-%02d-".formatted(n) + random(4000, n))));
        }
    }

    /** Does not shrink when it is compressed, so that every mark stays readable in the file. */
    private static String random(int length, int seed) {
        StringBuilder text = new StringBuilder();
        new Random(seed).ints(length, '!', '~').forEach(c -> text.append((char) c));
        return text.toString();
    }

    private static void flipByteAt(Path file, String mark) throws IOException {
        byte[] content = Files.readAllBytes(file);
        int at = new String(content, ISO_8859_1).indexOf(mark);
        assertThat(at).as("'%s' is in %s", mark, file).isNotNegative();
        content[at + mark.length() + 100] ^= 1;
        Files.write(file, content);
    }

    /** Changes a stored row behind the store's back, as damage in memory would. */
    private record Tampering(Column column, byte[] key, byte @Nullable [] row) implements Operation<Void> {

        @Override
        public long bytes() {
            return key.length;
        }

        @Override
        public boolean durable() {
            return true;
        }

        @Override
        public @Nullable Void stage(Group group) throws RocksDBException {
            if (row == null) {
                group.delete(column, key);
            } else {
                group.put(column, key, row);
            }
            return null;
        }
    }

    @Test
    void a_flipped_byte_in_a_table_file_fails_the_replay_of_its_log_alone_and_names_the_record() throws Exception {
        try (EmbeddedStore store = open()) {
            writeMarked(store);
            await(store.submit(append("zzz", 1, "healthy")));
        }
        try (EmbeddedStore store = open()) {
            assertThat(log(store, "p")).hasSize(20);
        }
        flipByteAt(files(directory, ".sst").get(0), "mark-11-");
        List<Path> before = files(directory, ".sst");

        try (EmbeddedStore store = open()) {
            assertThatThrownBy(() -> log(store, "p"))
                    .isInstanceOf(DamagedRowException.class)
                    .hasMessageMatching("(?s).*sequence number (9|10|11) of persistence id p.*");
            assertThat(log(store, "zzz")).containsExactly("healthy");
            assertThat(files(directory, ".sst")).containsAll(before);
        }
    }

    @Test
    void a_flipped_byte_within_the_write_ahead_log_refuses_to_open_and_leaves_every_file() throws Exception {
        Path copy = copyOfRunningStore();
        Path wal = files(copy, ".log").get(0);
        flipByteAt(wal, "mark-11-");
        byte[] before = Files.readAllBytes(wal);

        assertThatThrownBy(() -> EmbeddedStore.open(settings(copy)))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining(wal + " is damaged at byte ")
                .hasMessageContaining("Corruption");
        assertThat(Files.readAllBytes(wal)).isEqualTo(before);
    }

    @Test
    void a_lost_pointer_file_refuses_to_open_instead_of_beginning_an_empty_store() throws Exception {
        try (EmbeddedStore store = open()) {
            writeMarked(store);
        }
        Files.delete(directory.resolve("rocksdb/CURRENT"));
        List<Path> before = files(directory, "");

        assertThatThrownBy(this::open).isInstanceOf(StoreUnusableException.class);
        assertThat(files(directory, "")).containsAll(before);
    }

    /** A store that was copied while it ran, so that its write-ahead log is still needed. */
    private Path copyOfRunningStore() throws Exception {
        Path copy = directory.resolve("copy");
        try (EmbeddedStore store = EmbeddedStore.open(settings(directory.resolve("original")))) {
            writeMarked(store);
            EmbeddedFixture.copy(directory.resolve("original"), copy);
        }
        return copy;
    }

    private static void cut(Path file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - bytes);
        }
    }

    @ParameterizedTest(name = "{0} bytes missing")
    @ValueSource(ints = {1, 100, 4200, 50_000})
    void a_log_that_lost_committed_records_at_its_end_refuses_to_open_and_leaves_every_file(int missing)
            throws Exception {
        Path copy = copyOfRunningStore();
        Path wal = files(copy, ".log").get(0);
        cut(wal, missing);
        byte[] before = Files.readAllBytes(wal);

        assertThatThrownBy(() -> EmbeddedStore.open(settings(copy)))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining(wal.toString())
                .hasMessageContaining("are missing")
                .hasMessageContaining("restante check");
        assertThat(Files.readAllBytes(wal)).isEqualTo(before);
    }

    @Test
    void a_list_of_table_files_that_was_cut_refuses_to_open_and_leaves_every_file() throws Exception {
        try (EmbeddedStore store = open()) {
            writeMarked(store);
        }
        open().close();
        Path manifest = files(directory, "").stream()
                .filter(file -> file.getFileName().toString().startsWith("MANIFEST"))
                .reduce((first, second) -> second)
                .orElseThrow();
        cut(manifest, 40);
        List<Path> before = files(directory, "");

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining(manifest.toString());
        assertThat(files(directory, "")).containsAll(before);
    }

    @Test
    void a_lost_table_file_refuses_to_open() throws Exception {
        try (EmbeddedStore store = open()) {
            writeMarked(store);
        }
        open().close();
        Files.delete(files(directory, ".sst").get(0));

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining(".sst");
    }

    @Test
    void a_row_with_a_wrong_checksum_is_named() throws Exception {
        try (EmbeddedStore store = open()) {
            writeMarked(store);
            byte[] key = Keys.numbered("p", 5);
            byte[] row = Seal.of(key, "genuine".getBytes(UTF_8));
            row[row.length - 1] ^= 1;
            await(store.submit(new Tampering(Column.LOG, key, row)));

            assertThatThrownBy(() -> log(store, "p"))
                    .isInstanceOf(DamagedRowException.class)
                    .hasMessageContaining("sequence number 5 of persistence id p")
                    .hasMessageContaining("checksum");
        }
    }

    @Test
    void a_row_that_came_to_stand_under_another_key_is_named() throws Exception {
        try (EmbeddedStore store = open()) {
            writeMarked(store);
            byte[] row = Seal.of(Keys.numbered("p", 6), "of another".getBytes(UTF_8));
            await(store.submit(new Tampering(Column.LOG, Keys.numbered("p", 5), row)));

            assertThatThrownBy(() -> log(store, "p")).hasMessageContaining("sequence number 5 of persistence id p");
        }
    }

    @Test
    void a_missing_record_fails_the_replay_and_is_named() throws Exception {
        try (EmbeddedStore store = open()) {
            writeMarked(store);
            await(store.submit(new Tampering(Column.LOG, Keys.numbered("p", 7), null)));

            assertThatThrownBy(() -> log(store, "p"))
                    .isInstanceOf(DamagedRowException.class)
                    .hasMessageContaining("sequence number 7 of persistence id p is missing")
                    .hasMessageContaining("the next one is 8");
        }
    }

    @Test
    void a_missing_end_of_what_was_asked_for_fails_the_replay() throws Exception {
        try (EmbeddedStore store = open()) {
            writeMarked(store);

            assertThatThrownBy(() -> store.read(view -> {
                        new LogReader(view, "p").replay(19, 25, stored -> true);
                        return null;
                    }))
                    .isInstanceOf(DamagedRowException.class)
                    .hasMessageContaining("sequence number 21");
        }
    }

    @Test
    void a_damaged_state_row_is_named() throws Exception {
        try (EmbeddedStore store = open();
                StateStore states = new RocksDbStateStore(store)) {
            await(states.write(3, 1, List.of(new RowChange.Put(new byte[] {10}, new byte[] {1})))
                    .toCompletableFuture());
            await(store.submit(
                    new Tampering(Column.STATE, Keys.state(3, new byte[] {10}), new byte[] {1, 0, 0, 0, 0, 9})));

            assertThatThrownBy(() -> states.read(3, List.of(new byte[] {10}))
                            .toCompletableFuture()
                            .get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(DamagedRowException.class)
                    .hasMessageContaining("state row 0a of partition 3");
        }
    }

    @Test
    void damage_at_the_end_of_a_log_refuses_its_writer_and_no_other() throws Exception {
        try (EmbeddedStore store = open()) {
            writeMarked(store);
        }
        try (EmbeddedStore store = open()) {
            await(store.submit(new Tampering(Column.META, Keys.trimmed("p"), new byte[] {1, 0, 0, 0, 0, 9})));

            assertThatThrownBy(() -> await(store.submit(append("p", 21, "x"))))
                    .hasCauseInstanceOf(DamagedRowException.class)
                    .hasMessageContaining("trimming mark of persistence id p");
            await(store.submit(append("q", 1, "x")));
        }
    }
}
