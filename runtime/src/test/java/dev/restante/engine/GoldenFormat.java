package dev.restante.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.fuzz.Fuzz;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * One format of version 1, held against a file that is never edited.
 *
 * @param written what this release writes
 * @param again reads it and writes what it has read; fails with {@link CorruptLogException} on anything else
 */
record GoldenFormat(String name, byte[] written, UnaryOperator<byte[]> again) {

    private static final int FEWER = 5;

    static <T> GoldenFormat of(
            String name, T value, BiFunction<Integer, T, byte[]> writer, Function<byte[], T> reader) {
        return new GoldenFormat(name, writer.apply(1, value), bytes -> writer.apply(1, reader.apply(bytes)));
    }

    Stream<DynamicTest> tests() {
        return Stream.of(
                DynamicTest.dynamicTest(name + ": what is written is what version 1 wrote", this::isUnchanged),
                DynamicTest.dynamicTest(name + ": what version 1 wrote is read", () -> again.apply(golden())),
                DynamicTest.dynamicTest(name + ": a later version is refused by name", this::refusesLaterVersions),
                DynamicTest.dynamicTest(
                        name + ": damage is refused, or read as what can be written again",
                        () -> survives(Fuzz.ordinary().fewer(FEWER))));
    }

    DynamicTest longTest() {
        return DynamicTest.dynamicTest(
                name + ": random damage is refused, or read as what can be written again",
                () -> survives(Fuzz.randomly().fewer(FEWER)));
    }

    private void isUnchanged() {
        assertThat(hex(written)).isEqualTo(hex(golden()));
    }

    private void refusesLaterVersions() {
        byte[] later = golden();
        later[0] = 2;

        assertThatThrownBy(() -> again.apply(later))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("format version 2");
    }

    private void survives(Fuzz fuzz) throws Exception {
        fuzz.run(CorruptLogException.class, this::rewriteTwice, List.of(golden()));
    }

    /** What was accepted can be written, and is the same when it is read again. */
    private void rewriteTwice(byte[] damaged) {
        byte[] accepted = again.apply(damaged);
        assertThat(again.apply(accepted)).isEqualTo(accepted);
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
