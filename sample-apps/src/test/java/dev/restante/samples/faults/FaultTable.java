package dev.restante.samples.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The figures of all trials, as {@code target/faults/table.md} of this module. A trial that runs again replaces its row. */
final class FaultTable {

    /** Where trials leave what they came to. */
    static final Path FOLDER = Path.of(System.getProperty("basedir", "."), "target", "faults");

    private static final Path FILE = FOLDER.resolve("table.md");
    private static final List<String> HEAD = List.of(
            "| fault | injected | sent | receipts | applied | refused | lost | doubled | reordered | wrong | longest pause | time | seed |",
            "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");

    private FaultTable() {}

    /**
     * What a trial came to.
     *
     * @param pause the longest time in which no client got a receipt
     */
    record Row(String name, long seed, Findings findings, long injected, Duration pause, Duration time) {

        String markdown() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %,d | %,d | %,d | %,d | %,d | %d | %d | %d | %d | %.1f s | %.0f s | %d |",
                    name,
                    injected,
                    findings.sent(),
                    findings.acked(),
                    findings.applied(),
                    findings.refused(),
                    findings.lost(),
                    findings.doubled(),
                    findings.reordered(),
                    findings.wrong(),
                    seconds(pause),
                    seconds(time),
                    seed);
        }

        private static double seconds(Duration duration) {
            return duration.toMillis() / 1_000.0;
        }
    }

    static synchronized void put(Row row) {
        System.out.println(HEAD.get(0));
        System.out.println(row.markdown());
        try {
            Files.createDirectories(FOLDER);
            List<String> rows = new ArrayList<>();
            if (Files.exists(FILE)) {
                rows.addAll(Files.readAllLines(FILE));
                rows.removeAll(HEAD);
                rows.removeIf(line -> line.startsWith("| " + row.name() + " |"));
            }
            rows.add(row.markdown());
            rows.sort(Comparator.<String>comparingInt(FaultTable::number).thenComparing(Comparator.naturalOrder()));
            Files.writeString(FILE, String.join("\n", HEAD) + "\n" + String.join("\n", rows) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + FILE, e);
        }
    }

    /** Of the fault that a row is about: 14 in "| F14 hot key | 1 | …". */
    private static int number(String row) {
        return Integer.parseInt(row.substring(row.indexOf('F') + 1, row.indexOf(' ', 2)));
    }
}
