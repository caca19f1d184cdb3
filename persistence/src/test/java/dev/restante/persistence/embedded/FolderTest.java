package dev.restante.persistence.embedded;

import static dev.restante.persistence.embedded.EmbeddedFixture.append;
import static dev.restante.persistence.embedded.EmbeddedFixture.await;
import static dev.restante.persistence.embedded.EmbeddedFixture.log;
import static dev.restante.persistence.embedded.EmbeddedFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.persistence.StoreUnusableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {

    @TempDir
    private Path directory;

    private EmbeddedStore open() {
        return EmbeddedStore.open(settings(directory));
    }

    @Test
    void a_second_store_of_this_process_is_refused_and_the_first_keeps_its_lock() throws Exception {
        try (EmbeddedStore store = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreUnusableException.class)
                    .hasMessageContaining(directory.toRealPath().toString())
                    .hasMessageContaining(
                            "this process (" + ProcessHandle.current().pid() + ")")
                    .hasMessageContaining("restante.embedded.directory");
            assertThatThrownBy(this::open).isInstanceOf(StoreUnusableException.class);
            await(store.submit(append("p", 1, "x")));
        }
        open().close();
    }

    @Test
    void another_path_to_the_same_folder_is_the_same_folder() throws Exception {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);

        try (EmbeddedStore store = EmbeddedStore.open(settings(real))) {
            assertThatThrownBy(() -> EmbeddedStore.open(settings(link))).isInstanceOf(StoreUnusableException.class);
            await(store.submit(append("p", 1, "x")));
        }
    }

    @Test
    void a_format_of_a_later_version_is_refused_and_nothing_is_touched() throws Exception {
        open().close();
        Path marker = directory.resolve("format");
        Files.writeString(marker, "restante-embedded-store 2\n");

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining(marker.toString())
                .hasMessageContaining("restante-embedded-store 2");
        assertThat(Files.readString(marker)).isEqualTo("restante-embedded-store 2\n");

        Files.writeString(marker, "restante-embedded-store 1\n");
        open().close();
    }

    @Test
    void a_marker_that_is_cut_or_damaged_is_refused_by_a_store_its_check_and_its_repair() throws Exception {
        open().close();
        Path marker = directory.resolve("format");
        for (String content : List.of("", "restante-emb", "restante-embedded-\u00f3tore 1\n")) {
            Files.write(marker, content.getBytes(StandardCharsets.ISO_8859_1));

            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreUnusableException.class)
                    .hasMessageContaining(marker.toString());
            assertThatThrownBy(() -> StoreCheck.of(directory))
                    .isInstanceOf(StoreUnusableException.class)
                    .hasMessageContaining(marker.toString());
            assertThatThrownBy(() -> StoreRepair.of(directory, Clock.systemUTC()))
                    .isInstanceOf(StoreUnusableException.class)
                    .hasMessageContaining(marker.toString());
            assertThat(Files.readAllBytes(marker)).isEqualTo(content.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void a_database_without_its_marker_is_refused() throws Exception {
        open().close();
        Files.delete(directory.resolve("format"));

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("'format'");
    }

    @Test
    void a_creation_that_was_interrupted_is_finished() throws Exception {
        Files.writeString(directory.resolve("format"), "restante-embedded-store 1 creating\n");
        Files.createDirectories(directory.resolve("rocksdb"));
        Files.writeString(directory.resolve("rocksdb/MANIFEST-000001"), "");

        try (EmbeddedStore store = open()) {
            await(store.submit(append("p", 1, "x")));
            assertThat(log(store, "p")).containsExactly("x");
        }
        assertThat(Files.readString(directory.resolve("format"))).isEqualTo("restante-embedded-store 1\n");
    }

    @Test
    void a_folder_that_cannot_be_created_is_named() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> EmbeddedStore.open(settings(file.resolve("store"))))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining(file.toString());
    }
}
