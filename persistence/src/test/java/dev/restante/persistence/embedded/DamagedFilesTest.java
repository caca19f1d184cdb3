package dev.restante.persistence.embedded;

import static dev.restante.persistence.embedded.EmbeddedFixture.append;
import static dev.restante.persistence.embedded.EmbeddedFixture.await;
import static dev.restante.persistence.embedded.EmbeddedFixture.log;
import static dev.restante.persistence.embedded.EmbeddedFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.persistence.DamagedRowException;
import dev.restante.persistence.StoreUnusableException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rocksdb.RocksDBException;

/** Any file of a store that was killed is damaged anyhow: all that was acknowledged is there, or what is not is named. */
class DamagedFilesTest {

    private static final int LOGS = 4;
    private static final int RECORDS = 60;

    @TempDir
    static Path temporary;

    private static Path image;

    /** Half of what is stored is in table files, the other half in the write-ahead log of a process that was killed. */
    @BeforeAll
    static void write_a_store_and_kill_it() throws Exception {
        Path original = temporary.resolve("original");
        write(original, 1, RECORDS / 2);
        image = temporary.resolve("image");
        try (EmbeddedStore store = EmbeddedStore.open(settings(original))) {
            write(store, RECORDS / 2 + 1, RECORDS);
            EmbeddedFixture.copy(original, image);
        }
    }

    private static void write(Path folder, int from, int to) throws Exception {
        try (EmbeddedStore store = EmbeddedStore.open(settings(folder))) {
            write(store, from, to);
        }
    }

    private static void write(EmbeddedStore store, int from, int to) throws Exception {
        for (int number = from; number <= to; number++) {
            for (int log = 0; log < LOGS; log++) {
                await(store.submit(append("p" + log, number, text(log, number))));
            }
        }
    }

    private static String text(int log, int number) {
        StringBuilder text = new StringBuilder(log + ":" + number + ":");
        new Random(31L * number + log).ints(number * 11L, '!', '~').forEach(c -> text.append((char) c));
        return text.toString();
    }

    static IntStream seeds() {
        return IntStream.range(0, 30);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void damage_of_any_file_is_named_or_harmless(int seed) throws Exception {
        damageAndRead(seed);
    }

    @Test
    @Tag("long")
    void damage_of_any_file_is_named_or_harmless_many_times_over() throws Exception {
        long first = System.nanoTime();
        for (long seed = first; seed < first + 2_000; seed++) {
            damageAndRead(seed);
        }
    }

    private void damageAndRead(long seed) throws Exception {
        Path copy = temporary.resolve("copy");
        try {
            EmbeddedFixture.copy(image, copy);
            String damage = FileDamage.to(copy, new Random(seed));
            assertNamedOrHarmless(copy, "seed " + seed + ": " + damage);
        } finally {
            FileDamage.deleteAll(copy);
        }
    }

    private static void assertNamedOrHarmless(Path folder, String damage) throws RocksDBException {
        try (EmbeddedStore store = EmbeddedStore.open(settings(folder))) {
            for (int log = 0; log < LOGS; log++) {
                assertWholeOrNamed(store, log, damage);
            }
        } catch (StoreUnusableException e) {
            assertThat(e).as(damage).hasMessageContaining(folder.toString());
        }
    }

    private static void assertWholeOrNamed(EmbeddedStore store, int log, String damage) throws RocksDBException {
        List<String> records;
        try {
            records = log(store, "p" + log);
        } catch (DamagedRowException e) {
            assertThat(e).as(damage).hasMessageContaining("persistence id p" + log);
            return;
        }
        assertThat(records).as("%s, log %s", damage, log).hasSize(RECORDS);
        for (int number = 1; number <= RECORDS; number++) {
            assertThat(records.get(number - 1)).as(damage).isEqualTo(text(log, number));
        }
    }
}
