package dev.restante.persistence.embedded;

import dev.restante.persistence.StoreFailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that makes all changes of the node. While one commit is on its way to the disk the next changes gather; the thread takes all
 * of them at once, so there is nothing to wait for when the disk is idle and one sync serves many when it is not.
 *
 * <p>After a failed write or sync nobody knows what is on disk, and a repeated sync can report success for data that is lost. So nothing is
 * repeated: everything fails until the database was closed and opened again, which reads back what did survive.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final EmbeddedSettings settings;
    private final Supplier<Database> opener;
    private final CommitQueue queue;
    private final Thread writer;
    private volatile Database database;
    private final UnsyncedRows rows = new UnsyncedRows();
    private Group group;

    /** Opens the database on the calling thread. */
    GroupCommit(EmbeddedSettings settings, Supplier<Database> opener) {
        this.settings = settings;
        this.opener = opener;
        this.queue = new CommitQueue(settings.queue());
        this.database = opener.get();
        this.group = new Group(database, rows);
        this.writer = new Thread(this::run, "restante-embedded-writer");
        // A node that is shutting down closes the store; one that forgets to must still be able to exit.
        this.writer.setDaemon(true);
    }

    void start() {
        writer.start();
    }

    <T> CompletableFuture<T> submit(Operation<T> operation) {
        return queue.offer(operation);
    }

    /** Whether the disk does not keep up with what is submitted. */
    boolean isBehind() {
        return queue.isLong();
    }

    Database database() {
        return database;
    }

    private void run() {
        try {
            List<Submission<?>> next = queue.take(settings.group());
            while (!next.isEmpty()) {
                commit(next);
                next = queue.take(settings.group());
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but one who wants it to end.
            queue.close();
        } finally {
            group.close();
            database.close();
            queue.refuse(new StoreFailedException("The store is closed", null));
        }
    }

    private void commit(List<Submission<?>> submissions) throws InterruptedException {
        try {
            boolean durable = false;
            for (Submission<?> submission : submissions) {
                submission.stage(group);
                durable |= submission.durable();
            }
            write(durable);
        } catch (IOException | RocksDBException | RuntimeException | Error e) {
            StoreFailedException failure = new StoreFailedException(
                    "A write to " + settings.directory() + " failed, so it is open what of it is on disk: "
                            + e.getMessage()
                            + ". Every write fails until the store is open again, which is tried by itself.",
                    e);
            submissions.forEach(submission -> submission.failed(failure));
            reopen(failure);
            return;
        }
        submissions.forEach(Submission::committed);
    }

    private void write(boolean durable) throws IOException, RocksDBException {
        if (!group.isEmpty()) {
            group.write(durable);
        } else if (durable && !rows.isEmpty()) {
            database.sync();
        }
        if (durable) {
            rows.synced();
        }
    }

    private void reopen(StoreFailedException failure) throws InterruptedException {
        LOG.error("The store failed and is closed", failure);
        queue.refuse(failure);
        rows.storeFailed();
        group.close();
        database.close();
        Duration pause = settings.reopen().min();
        while (!queue.awaitClosed(pause)) {
            try {
                database = opener.get();
                group = new Group(database, rows);
                queue.accept();
                LOG.info("The store in {} is open again", settings.directory());
                return;
            } catch (RuntimeException e) {
                pause = settings.reopen().after(pause);
                LOG.error("The store cannot be opened again yet; next attempt in {}", pause, e);
            }
        }
    }

    /** Commits what was submitted, then closes the database. */
    @Override
    public void close() {
        queue.close();
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
