package dev.restante.persistence.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Folders that appear whole or not at all. */
final class Folders {

    private Folders() {}

    /** Where what will be {@code folder} is built. */
    static Path unfinished(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".incomplete");
    }

    /** Gives {@code built} its name, durably. */
    static void finish(Path built, Path folder) throws IOException {
        sync(built);
        Files.move(built, folder, StandardCopyOption.ATOMIC_MOVE);
        sync(Objects.requireNonNull(built.toAbsolutePath().getParent(), "what was built lies in a folder"));
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** Deletes a folder that was not finished. */
    static void discard(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
