package dev.restante.persistence.embedded;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A folder on a small file system of its own, in memory. The test is skipped where mounting is not permitted. */
final class SmallDisk implements AutoCloseable {

    private static final int MIB = 1024 * 1024;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static SmallDisk mountedAt(Path folder, int mebibytes) throws IOException, InterruptedException {
        assumeTrue(
                succeeds("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "restante-test", folder.toString()),
                "skipped: this user may not mount a file system, which a small disk needs");
        return new SmallDisk(folder);
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // There is no such command on this system.
        }
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    /** Takes so much of the room. */
    void occupy(int mebibytes) throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast())) {
            for (int n = 0; n < mebibytes; n++) {
                out.write(new byte[MIB]);
            }
        }
    }

    /** Takes all the room that is left. */
    void fill() throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(ballast())) {
            while (Files.getFileStore(folder).getUsableSpace() > 0) {
                out.write(block);
            }
        }
    }

    /** Gives the room back. */
    void free() throws IOException {
        Files.deleteIfExists(ballast());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (!succeeds("umount", folder.toString())) {
            throw new IOException(folder + " cannot be unmounted");
        }
    }
}
