package dev.restante.samples.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a store that nobody has open, to be copied, damaged and compared. */
final class StoreFiles {

    private final Path folder;

    StoreFiles(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    StoreFiles copyTo(Path target) throws IOException {
        for (Path file : all()) {
            Path copy = target.resolve(folder.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        return new StoreFiles(target);
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** The largest file whose name matches {@code glob}. */
    Path largest(String glob) throws IOException {
        Path largest = null;
        for (Path file : all()) {
            boolean matches =
                    folder.getFileSystem().getPathMatcher("glob:" + glob).matches(file.getFileName());
            if (matches && (largest == null || Files.size(file) > Files.size(largest))) {
                largest = file;
            }
        }
        if (largest == null) {
            throw new AssertionError("no " + glob + " among " + all());
        }
        return largest;
    }

    static void flipBit(Path file, long position, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) position] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        Files.write(file, bytes);
    }

    static void truncate(Path file, long length) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, (int) length));
    }

    /** A checksum of each file that holds data: not of the lock, nor of RocksDB's log of what it does. */
    Map<Path, String> checksums() throws IOException {
        Map<Path, String> checksums = new TreeMap<>();
        for (Path file : all()) {
            String name = file.getFileName().toString();
            if (!name.startsWith("LOG") && !name.equalsIgnoreCase("lock")) {
                checksums.put(folder.relativize(file), checksum(Files.readAllBytes(file)));
            }
        }
        return checksums;
    }

    private static String checksum(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
