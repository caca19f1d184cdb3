package dev.restante.persistence.embedded;

import dev.restante.store.Congestion;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the free space of the disk that a folder is on, on a thread of its own. Below the watermark intake stops, so that what is left goes
 * to work under way: its acknowledgements and checkpoints are what makes room.
 */
final class DiskWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);

    /** Room does not come back by the second. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    /** Intake goes on when this many quarters of the watermark are free, so that it does not come and go. */
    private static final int RESUME_QUARTERS = 5;

    private static final long MIB = 1024 * 1024;

    private final Path folder;
    private final EmbeddedSettings.Watermark watermark;
    private final ScheduledExecutorService timer;
    private volatile @Nullable Congestion low;
    private boolean unreadable;
    private @Nullable Future<?> looking;

    private DiskWatch(Path folder, EmbeddedSettings.Watermark watermark) {
        this.folder = folder;
        this.watermark = watermark;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "restante-disk-watch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Looks once on the calling thread, then again and again. */
    static DiskWatch start(Path folder, EmbeddedSettings.Watermark watermark) {
        DiskWatch watch = new DiskWatch(folder, watermark);
        watch.look();
        long nanos = watermark.every().toNanos();
        watch.looking = watch.timer.scheduleWithFixedDelay(watch::look, nanos, nanos, TimeUnit.NANOSECONDS);
        return watch;
    }

    /** Why nothing new should come; empty while there is room. */
    Optional<Congestion> congestion() {
        return Optional.ofNullable(low);
    }

    private void look() {
        try {
            FileStore disk = Files.getFileStore(folder);
            judge(disk.getUsableSpace(), watermark.of(disk.getTotalSpace()));
            unreadable = false;
        } catch (IOException e) {
            if (!unreadable) {
                LOG.error("The free space of {} cannot be read; intake stays as it is", folder, e);
            }
            unreadable = true;
        }
    }

    private void judge(long free, long mark) {
        if (low == null && free < mark) {
            LOG.warn(
                    "The disk of {} has {} MiB free, which is below the watermark of {} MiB (restante.embedded.disk-watermark): messages"
                            + " from outside are refused as overloaded until {} MiB are free. What is accepted goes on. Make room.",
                    folder,
                    free / MIB,
                    mark / MIB,
                    resumeAt(mark) / MIB);
            low = new Congestion("the disk is nearly full", RETRY_AFTER);
        } else if (low != null && free >= resumeAt(mark)) {
            LOG.info("The disk of {} has {} MiB free: messages are accepted again", folder, free / MIB);
            low = null;
        }
    }

    private static long resumeAt(long mark) {
        return mark / 4 * RESUME_QUARTERS;
    }

    @Override
    public void close() {
        if (looking != null) {
            looking.cancel(false);
        }
        timer.shutdown();
    }
}
