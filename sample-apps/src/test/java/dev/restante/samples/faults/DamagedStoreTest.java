package dev.restante.samples.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.gateway.Restante;
import dev.restante.gateway.process.ChildNode;
import dev.restante.gateway.process.ChildNodeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    private interface Harm {
        void to(StoreFiles store, Random random) throws IOException;
    }

    private record Damage(String name, Harm harm) {}

    /** What is noticed when it is read, by a node or by the check. */
    private static final Damage INSIDE_A_TABLE =
            new Damage("bit-of-a-table", (store, random) -> flip(store.largest("*.sst"), random));

    /** What keeps a store from being opened. */
    private static final List<Damage> REFUSED = List.of(
            new Damage("bit-of-the-write-ahead-log", (store, random) -> flip(store.largest("*.log"), random)),
            new Damage("bit-of-the-manifest", (store, random) -> flip(store.largest("MANIFEST-*"), random)),
            new Damage("end-of-a-table", (store, random) -> cut(store.largest("*.sst"), random)),
            new Damage("end-of-the-manifest", (store, random) -> cut(store.largest("MANIFEST-*"), random)),
            new Damage("table", (store, random) -> Files.delete(store.largest("*.sst"))),
            new Damage("write-ahead-log", (store, random) -> Files.delete(store.largest("*.log"))),
            new Damage("current", (store, random) -> Files.delete(store.largest("CURRENT"))),
            new Damage("format", (store, random) -> cut(store.largest("format"), random)));

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
            assertThat(check(healthy.copyTo(folder.resolve("healthy"))).code()).isZero();
            damaged(healthy, INSIDE_A_TABLE, scene);
            for (Damage damage : REFUSED) {
                StoreFiles copy = damaged(healthy, damage, scene);
                refused(settings.withData(copy.folder()), copy);
            }
            scene.node().restart();
        });
    }

    /** A copy of a store with one damage, which the check has found. */
    private StoreFiles damaged(StoreFiles healthy, Damage damage, Scene scene) throws IOException {
        StoreFiles copy = healthy.copyTo(folder.resolve(damage.name()));
        damage.harm().to(copy, scene.random());
        scene.count(1);
        Map<Path, String> before = copy.checksums();

        Shell.Result found = check(copy);

        assertThat(found.code()).as("%s: %s", damage.name(), found.output()).isIn(1, 2);
        assertThat(found.output()).as(damage.name()).isNotBlank();
        assertThat(copy.checksums()).as(damage.name()).isEqualTo(before);
        return copy;
    }

    private static Shell.Result check(StoreFiles store) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command = java + " -cp '" + System.getProperty("java.class.path") + "' " + Restante.class.getName();
        return Shell.attempt(command + " check --data " + store.folder());
    }

    private static void refused(ChildNodeSettings settings, StoreFiles copy) throws IOException {
        Map<Path, String> before = copy.checksums();

        assertThatThrownBy(() -> ChildNode.start(settings).close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended before it was ready")
                .hasMessageContaining(copy.folder().toString());

        assertThat(copy.checksums()).as("%s", copy.folder()).isEqualTo(before);
    }

    private static void flip(Path file, Random random) throws IOException {
        long size = Files.size(file);
        StoreFiles.flipBit(file, size / 4 + random.nextInt((int) size / 2), random);
    }

    private static void cut(Path file, Random random) throws IOException {
        StoreFiles.truncate(file, 1 + random.nextInt((int) Files.size(file) - 1));
    }
}
