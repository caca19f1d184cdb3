package dev.restante.persistence.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** The folder within a store's where a repair moves what is damaged. Nothing is ever deleted. */
final class Quarantine {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final Path store;
    private final Path folder;

    private Quarantine(Path store, Path folder) {
        this.store = store;
        this.folder = folder;
    }

    static Quarantine create(Path store, Clock clock) throws IOException {
        Path folder = store.resolve("quarantine-" + TIME.format(clock.instant()));
        return new Quarantine(store, Files.createDirectory(folder));
    }

    Path folder() {
        return folder;
    }

    /** Moves {@code file} here, if there is one. */
    void take(Path file) throws IOException {
        if (Files.exists(file)) {
            Files.move(file, folder.resolve(store.relativize(file).toString().replace('/', '-')));
        }
    }

    /** Puts {@code replacement} where {@code damaged} is, which comes here. */
    void replace(Path damaged, Path replacement) throws IOException {
        take(damaged);
        Files.move(replacement, damaged, StandardCopyOption.ATOMIC_MOVE);
        sync(store);
        sync(folder);
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Leaves a report for people. */
    void report(StoreReport before, List<String> missing) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("What was damaged in " + store + ", and moved here:");
        before.damage().forEach(damage -> lines.add("- " + damage.place() + ": " + damage.problem()));
        lines.add("");
        lines.add("What is missing from the store since:");
        missing.forEach(what -> lines.add("- " + what));
        Files.write(folder.resolve("report.txt"), lines);
    }
}
