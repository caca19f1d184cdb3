package dev.restante.persistence.embedded;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings under {@code restante.embedded}; {@code reference.conf} explains each.
 *
 * @param directory the folder that holds the store
 * @param queue what may wait for the writer
 * @param group what one group commit takes at most
 * @param memory sizes of RocksDB's buffers
 * @param stateStore threads and calls in progress of the state store
 * @param reopen pauses between attempts to re-open after a failed write
 * @param watermark below which free space intake stops
 */
record EmbeddedSettings(
        Path directory,
        Limit queue,
        Limit group,
        Memory memory,
        Calls stateStore,
        Backoff reopen,
        Watermark watermark) {

    /** A bound on a number of operations and on the bytes they carry. */
    record Limit(int operations, long bytes) {

        Limit {
            require(operations > 0 && bytes > 0, "a limit must allow at least one operation and one byte");
        }

        static Limit from(Config config) {
            return new Limit(config.getInt("max-operations"), config.getBytes("max-bytes"));
        }
    }

    /** Sizes in bytes. {@code wal} bounds the write-ahead log on disk, and with it the time to recover. */
    record Memory(long blockCache, long writeBuffers, long wal) {

        static Memory from(Config config) {
            return new Memory(
                    config.getBytes("block-cache"), config.getBytes("write-buffers"), config.getBytes("max-wal-size"));
        }
    }

    record Calls(int threads, int maxPending) {

        Calls {
            require(threads > 0 && maxPending > 0, "the state store needs at least one thread and one call");
        }

        static Calls from(Config config) {
            return new Calls(config.getInt("threads"), config.getInt("max-pending"));
        }
    }

    record Backoff(Duration min, Duration max) {

        Backoff {
            require(!min.isNegative() && !min.isZero() && min.compareTo(max) <= 0, "backoff needs 0 < min <= max");
        }

        static Backoff from(Config config) {
            return new Backoff(config.getDuration("min-backoff"), config.getDuration("max-backoff"));
        }

        Duration after(Duration pause) {
            Duration doubled = pause.multipliedBy(2);
            return doubled.compareTo(max) < 0 ? doubled : max;
        }
    }

    /** The lower of so many bytes and that share of the disk, looked at {@code every} so often. */
    record Watermark(long bytes, double share, Duration every) {

        Watermark {
            require(
                    bytes >= 0 && share >= 0 && share < 1,
                    "disk-watermark needs free-bytes >= 0 and 0 <= free-share < 1");
            require(!every.isNegative() && !every.isZero(), "disk-watermark.every must be positive");
        }

        static Watermark from(Config config) {
            return new Watermark(
                    config.getBytes("free-bytes"), config.getDouble("free-share"), config.getDuration("every"));
        }

        /** In bytes, on a disk of {@code size} bytes. */
        long of(long size) {
            return Math.min(bytes, (long) (size * share));
        }
    }

    static EmbeddedSettings from(Config config) {
        Config embedded = config.getConfig("restante.embedded");
        return new EmbeddedSettings(
                Path.of(embedded.getString("directory")).toAbsolutePath().normalize(),
                Limit.from(embedded.getConfig("queue")),
                Limit.from(embedded.getConfig("group")),
                Memory.from(embedded.getConfig("memory")),
                Calls.from(embedded.getConfig("state-store")),
                Backoff.from(embedded.getConfig("reopen")),
                Watermark.from(embedded.getConfig("disk-watermark")));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("restante.embedded: " + otherwise);
        }
    }
}
