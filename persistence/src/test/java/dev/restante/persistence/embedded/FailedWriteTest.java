package dev.restante.persistence.embedded;

import static dev.restante.persistence.embedded.EmbeddedFixture.append;
import static dev.restante.persistence.embedded.EmbeddedFixture.await;
import static dev.restante.persistence.embedded.EmbeddedFixture.files;
import static dev.restante.persistence.embedded.EmbeddedFixture.log;
import static dev.restante.persistence.embedded.EmbeddedFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.persistence.StoreFailedException;
import dev.restante.store.RowChange;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

class FailedWriteTest {

    /** What the disk does with the next write. */
    private enum Fault {
        NONE,
        /** The write fails before anything of it is in the log. */
        WRITE,
        /** The write is in the log, but the sync fails. */
        SYNC
    }

    @TempDir
    private Path directory;

    private volatile Fault fault = Fault.NONE;
    private final CountDownLatch mayReopen = new CountDownLatch(1);

    private final WriteAhead disk = new WriteAhead() {
        @Override
        public void write(RocksDB rocks, WriteOptions options, WriteBatch batch) throws RocksDBException {
            switch (fault) {
                case WRITE -> throw new RocksDBException("no space left on device");
                case SYNC -> {
                    try (WriteOptions unsynced = new WriteOptions()) {
                        OF_ROCKSDB.write(rocks, unsynced, batch);
                    }
                    throw new RocksDBException("input/output error");
                }
                case NONE -> OF_ROCKSDB.write(rocks, options, batch);
            }
        }

        @Override
        public void sync(RocksDB rocks) throws RocksDBException {
            throw new RocksDBException("input/output error");
        }
    };

    /** Asks until the store answers again; each refusal shows that it is not open yet. */
    private static long highestOnceOpen(EmbeddedStore store, String persistenceId) throws Exception {
        long patience = System.nanoTime() + 30_000_000_000L;
        while (true) {
            CompletableFuture<Long> highest = store.submit(new HighestSequenceNr(persistenceId));
            Throwable failure = highest.handle((answer, refusal) -> refusal).get();
            if (failure == null) {
                return highest.get();
            }
            assertThat(failure).isInstanceOf(StoreFailedException.class);
            assertThat(System.nanoTime()).as("the store opens again").isLessThan(patience);
            Thread.onSpinWait();
        }
    }

    @Test
    void a_failed_write_is_never_acknowledged_and_the_log_goes_on_after_it() throws Exception {
        try (EmbeddedStore store = EmbeddedStore.open(settings(directory), disk)) {
            await(store.submit(append("p", 1, "kept")));
            fault = Fault.WRITE;

            assertThatThrownBy(() -> await(store.submit(append("p", 2, "lost"))))
                    .hasCauseInstanceOf(StoreFailedException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("no space left on device");

            fault = Fault.NONE;
            assertThat(highestOnceOpen(store, "p")).isEqualTo(1);
            await(store.submit(append("p", 2, "again")));
            assertThat(log(store, "p")).containsExactly("kept", "again");
        }
    }

    @Test
    void what_survived_a_failed_sync_is_rewritten_before_anyone_reads_it() throws Exception {
        try (EmbeddedStore store = EmbeddedStore.open(settings(directory), disk)) {
            await(store.submit(append("p", 1, "kept")));
            assertThat(files(directory, ".sst")).isEmpty();
            fault = Fault.SYNC;
            assertThatThrownBy(() -> await(store.submit(append("p", 2, "open"))))
                    .hasCauseInstanceOf(StoreFailedException.class);
            fault = Fault.NONE;

            assertThat(highestOnceOpen(store, "p")).isEqualTo(2);

            assertThat(log(store, "p")).containsExactly("kept", "open");
            assertThat(files(directory, ".sst"))
                    .as("the recovered records are in table files, not in a log that a sync failed for")
                    .isNotEmpty();
            await(store.submit(append("p", 3, "next")));
        }
        try (EmbeddedStore store = EmbeddedStore.open(settings(directory))) {
            assertThat(log(store, "p")).containsExactly("kept", "open", "next");
        }
    }

    @Test
    void all_that_waits_behind_a_failed_write_fails_and_is_not_written() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        WriteAhead slow = new WriteAhead() {
            @Override
            public void write(RocksDB rocks, WriteOptions options, WriteBatch batch) throws RocksDBException {
                begun.countDown();
                awaitUnchecked(mayReopen);
                disk.write(rocks, options, batch);
            }

            @Override
            public void sync(RocksDB rocks) throws RocksDBException {
                disk.sync(rocks);
            }
        };
        fault = Fault.WRITE;
        try (EmbeddedStore store = EmbeddedStore.open(settings(directory), slow)) {
            CompletableFuture<Void> failing = store.submit(append("p", 1, "x"));
            begun.await();
            CompletableFuture<Void> waiting = store.submit(append("q", 1, "x"));
            CompletableFuture<Long> question = store.submit(new HighestSequenceNr("p"));
            mayReopen.countDown();

            for (CompletableFuture<?> each : List.of(failing, waiting, question)) {
                assertThatThrownBy(() -> await(each)).hasCauseInstanceOf(StoreFailedException.class);
            }
            fault = Fault.NONE;
            assertThat(highestOnceOpen(store, "q")).isZero();
        }
    }

    @Test
    void a_failed_sync_of_state_rows_fails_the_store_too() throws Exception {
        try (EmbeddedStore store = EmbeddedStore.open(settings(directory), disk)) {
            await(store.submit(StateChange.Write.of(1, 1, List.of(new RowChange.Put(new byte[] {1}, new byte[] {2})))));

            assertThatThrownBy(() -> await(store.submit(new StateChange.Sync(1, 1))))
                    .hasCauseInstanceOf(StoreFailedException.class);

            highestOnceOpen(store, "p");
            assertThatThrownBy(() -> await(store.submit(new StateChange.Sync(1, 1))))
                    .as("the rows that it would be about may be lost")
                    .hasCauseInstanceOf(StoreFailedException.class)
                    .hasMessageContaining("partition 1");
            await(store.submit(new StateChange.Claim(1, 2)));
            await(store.submit(new StateChange.Sync(1, 2)));
        }
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
