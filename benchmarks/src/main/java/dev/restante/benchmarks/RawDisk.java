package dev.restante.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.HdrHistogram.Histogram;

/** What the disk can do: appends of 4 KiB, each synced, one after the other. */
final class RawDisk {

    private static final int BLOCK = 4096;

    private RawDisk() {}

    /** Nanoseconds for each append and sync. */
    static Histogram appendAndSync(Path directory, int times) throws IOException {
        Histogram latencies = new Histogram(3);
        Path file = Files.createTempFile(directory, "raw", ".log");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
            for (int i = 0; i < times; i++) {
                block.clear();
                long start = System.nanoTime();
                while (block.hasRemaining()) {
                    channel.write(block);
                }
                channel.force(false);
                latencies.recordValue(System.nanoTime() - start);
            }
        } finally {
            Files.delete(file);
        }
        return latencies;
    }
}
