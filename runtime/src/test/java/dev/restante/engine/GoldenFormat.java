package dev.restante.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * One format of version 1, held against a file that is never edited.
 *
 * @param written what this release writes
 * @param reader reads it, and fails with {@link CorruptLogException} on anything else
 */
record GoldenFormat(String name, byte[] written, Consumer<byte[]> reader) {

    private static final int DAMAGED = 20_000;

    Stream<DynamicTest> tests() {
        return Stream.of(
                DynamicTest.dynamicTest(name + ": what is written is what version 1 wrote", this::isUnchanged),
                DynamicTest.dynamicTest(name + ": what version 1 wrote is read", () -> reader.accept(golden())),
                DynamicTest.dynamicTest(name + ": a later version is refused by name", this::refusesLaterVersions),
                DynamicTest.dynamicTest(name + ": damage is refused and never anything worse", this::refusesDamage));
    }

    private void isUnchanged() {
        assertThat(hex(written)).isEqualTo(hex(golden()));
    }

    private void refusesLaterVersions() {
        byte[] later = golden();
        later[0] = 2;

        assertThatThrownBy(() -> reader.accept(later))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("format version 2");
    }

    private void refusesDamage() {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        for (int i = 0; i < DAMAGED; i++) {
            byte[] damaged = damage(golden(), random);
            try {
                reader.accept(damaged);
            } catch (CorruptLogException refused) {
                assertThat(refused).hasMessageNotContaining("null");
            }
        }
    }

    private static byte[] damage(byte[] bytes, SplittableRandom random) {
        byte[] damaged = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
        for (int flips = random.nextInt(4); flips >= 0 && damaged.length > 0; flips--) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    private byte[] golden() {
        try (InputStream file = GoldenFormat.class.getResourceAsStream("/golden/engine/" + name + ".v1")) {
            assertThat(file)
                    .as("golden file engine/%s.v1; written now: %s", name, hex(written))
                    .isNotNull();
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
