package dev.restante.samples.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.restante.gateway.process.ChildNode;
import dev.restante.gateway.process.ChildNodeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a store that were flipped, cut or lost while nobody had them open (F7). */
@Tag("faults")
class DamagedStoreTest {

    @TempDir
    Path folder;

    /** Does harm to a store; the file in question. */
    private interface Damage {
        Path to(StoreFiles store, Random random) throws IOException;
    }

    private static final Map<String, Damage> DAMAGES = Map.of(
            "bit of the write-ahead log", (store, random) -> flip(store.largest("*.log"), random),
            "bit of a table", (store, random) -> flip(store.largest("*.sst"), random),
            "bit of the manifest", (store, random) -> flip(store.largest("MANIFEST-*"), random),
            "end of a table", (store, random) -> cut(store.largest("*.sst"), random),
            "end of the manifest", (store, random) -> cut(store.largest("MANIFEST-*"), random),
            "table", (store, random) -> lose(store.largest("*.sst")),
            "write-ahead log", (store, random) -> lose(store.largest("*.log")),
            "current", (store, random) -> lose(store.largest("CURRENT")),
            "format", (store, random) -> cut(store.largest("format"), random));

    @Test
    void a_damaged_store_is_refused_by_name_and_left_as_it_is() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        Trial.of("F7 damaged files", seed, folder).run(scene -> {
            scene.load().awaitReceipts(20_000, Trial.PATIENCE);
            scene.node().killAndRestart();
            scene.load().awaitReceipts(10_000, Trial.PATIENCE);
            scene.node().kill();
            ChildNodeSettings settings = scene.node().settings();
            StoreFiles healthy = new StoreFiles(settings.data());
            for (Map.Entry<String, Damage> damage : DAMAGES.entrySet()) {
                StoreFiles copy = healthy.copyTo(folder.resolve(damage.getKey().replace(' ', '-')));
                Path file = damage.getValue().to(copy, scene.random());
                refused(settings.withData(copy.folder()), copy, file);
                scene.count(1);
            }
            scene.node().restart();
        });
    }

    private static void refused(ChildNodeSettings settings, StoreFiles copy, Path file) throws IOException {
        Map<Path, String> before = copy.checksums();

        Throwable refusal = catchThrowable(() -> ChildNode.start(settings).close());
        assertThat(refusal)
                .as("%s", file)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(copy.folder().toString());
        assertThat(refusal.getMessage() + copy.databaseLog())
                .as("%s", file)
                .contains(file.getFileName().toString());

        assertThat(copy.checksums()).as("%s", file).isEqualTo(before);
    }

    private static Path flip(Path file, Random random) throws IOException {
        long size = Files.size(file);
        StoreFiles.flipBit(file, size / 4 + random.nextInt((int) size / 2), random);
        return file;
    }

    private static Path cut(Path file, Random random) throws IOException {
        StoreFiles.truncate(file, 1 + random.nextInt((int) Files.size(file) - 1));
        return file;
    }

    private static Path lose(Path file) throws IOException {
        Files.delete(file);
        return file;
    }
}
