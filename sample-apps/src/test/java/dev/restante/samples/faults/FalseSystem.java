package dev.restante.samples.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.restante.gateway.process.ChildNodeSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * A disk and a clock that misbehave for one node, while it runs: a library that is preloaded into its process, compiled from
 * {@code faults.c}, which says what the numbers mean that both share.
 */
final class FalseSystem {

    private static final String SOURCE = "faults.c";
    private static final int NUMBERS = 8;
    private static final int LEAST_MILLIS = 0;
    private static final int MOST_MILLIS = 1;
    private static final int FAILING_SYNCS = 2;
    private static final int FAILING_WRITES = 3;
    private static final int CLOCK_AHEAD = 4;
    private static final int SLOW_SYNCS = 5;
    private static final int FAILED_SYNCS = 6;
    private static final int FAILED_WRITES = 7;

    private final Path library;
    private final Path shared;
    private final MappedByteBuffer numbers;

    private FalseSystem(Path library, Path shared, MappedByteBuffer numbers) {
        this.library = library;
        this.shared = shared;
        this.numbers = numbers;
    }

    /** Compiles the library in {@code folder}; skips the test where that cannot be done. */
    static FalseSystem in(Path folder) throws IOException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "skipped: preloads a library, which takes Linux");
        assumeTrue(Shell.has("cc"), "skipped: compiles a library to preload, which takes a C compiler (cc)");
        Path source = folder.resolve(SOURCE);
        try (InputStream code = Objects.requireNonNull(FalseSystem.class.getResourceAsStream(SOURCE), SOURCE)) {
            Files.copy(code, source);
        }
        Path library = folder.resolve("faults.so");
        Shell.run("cc -shared -fPIC -O2 -Wall -Wextra -Werror -o " + library + " " + source + " -ldl");
        Path shared = folder.resolve("faults");
        try (FileChannel file = FileChannel.open(
                shared, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer numbers = file.map(MapMode.READ_WRITE, 0, NUMBERS * Long.BYTES);
            numbers.order(ByteOrder.nativeOrder());
            return new FalseSystem(library, shared, numbers);
        }
    }

    /** The node, on this system. */
    ChildNodeSettings under(ChildNodeSettings node) {
        return node.withEnvironment(Map.of(
                "LD_PRELOAD", library.toString(),
                "RESTANTE_FAULTS", shared.toString(),
                "RESTANTE_FAULTS_FOLDER", node.data().toAbsolutePath().toString()));
    }

    /** From now on every sync of the node takes between {@code least} and {@code most} milliseconds longer. */
    void slowSyncs(long least, long most) {
        set(LEAST_MILLIS, least);
        set(MOST_MILLIS, most);
    }

    /** The next {@code count} syncs fail with an I/O error. */
    void failSyncs(long count) {
        set(FAILING_SYNCS, count);
    }

    /** The next {@code count} writes stop half way with an I/O error. */
    void failWrites(long count) {
        set(FAILING_WRITES, count);
    }

    /** The node's wall clock shows so much more, in seconds, than that of the machine. */
    void setClockAhead(Duration time) {
        set(CLOCK_AHEAD, time.toSeconds());
    }

    long slowSyncs() {
        return get(SLOW_SYNCS);
    }

    /** How many syncs and writes have failed so far. */
    long failures() {
        return get(FAILED_SYNCS) + get(FAILED_WRITES);
    }

    private void set(int index, long value) {
        numbers.putLong(index * Long.BYTES, value);
    }

    private long get(int index) {
        return numbers.getLong(index * Long.BYTES);
    }
}
