package dev.restante.persistence.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Damages one file of a store: flips a bit, cuts it, or zeroes a part. */
final class FileDamage {

    private FileDamage() {}

    /** Returns what was done, in words. */
    static String to(Path store, Random random) throws IOException {
        List<Path> files = dataFiles(store);
        Path file = files.get(random.nextInt(files.size()));
        byte[] content = Files.readAllBytes(file);
        int at = random.nextInt(content.length);
        String what;
        switch (random.nextInt(3)) {
            case 0 -> {
                content[at] ^= (byte) (1 << random.nextInt(8));
                what = "a bit of byte " + at + " is flipped";
            }
            case 1 -> {
                content = Arrays.copyOf(content, at);
                what = "cut to " + at + " bytes";
            }
            default -> {
                Arrays.fill(content, at, Math.min(content.length, at + 512), (byte) 0);
                what = "zeros from byte " + at;
            }
        }
        Files.write(file, content);
        return file + ": " + what;
    }

    private static List<Path> dataFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().matches("LOG.*|LOCK|lock"))
                    .filter(file -> file.toFile().length() > 0)
                    .sorted()
                    .toList();
        }
    }

    static void deleteAll(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
