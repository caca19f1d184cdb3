package dev.restante.persistence.embedded;

import dev.restante.persistence.StoreFailedException;
import dev.restante.persistence.StoreOverloadedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.rocksdb.RocksDBException;

/** Copies of a store that is in use, each a folder that a node can start from. Thread-safe; one is made at a time. */
final class Backups {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final EmbeddedStore store;
    private final BackupSettings settings;
    private final Clock clock;
    private final AtomicBoolean busy = new AtomicBoolean();

    Backups(EmbeddedStore store, BackupSettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /** Completes with the new folder; what was committed before the call is in it. */
    CompletionStage<Path> make() {
        if (!busy.compareAndSet(false, true)) {
            return CompletableFuture.failedFuture(new StoreOverloadedException("a backup is being made already"));
        }
        return CompletableFuture.supplyAsync(this::copy, work -> new Thread(work, "restante-backup").start())
                .whenComplete((folder, failure) -> busy.set(false));
    }

    private Path copy() {
        Path folder = settings.folder().resolve(NAME.format(clock.instant()));
        Path built = Folders.unfinished(folder);
        try {
            Files.createDirectories(settings.folder());
            requireRoom();
            Files.createDirectory(built);
            try {
                fill(built);
                Folders.finish(built, folder);
            } finally {
                Folders.discard(built);
            }
            return folder;
        } catch (IOException | RocksDBException e) {
            throw new StoreFailedException("no backup was made in " + settings.folder() + ": " + e.getMessage(), e);
        }
    }

    /** Each keeps table files that the store itself has done with. */
    private void requireRoom() throws IOException {
        try (Stream<Path> there = Files.list(settings.folder())) {
            long count = there.count();
            if (count >= settings.most()) {
                throw new StoreOverloadedException("there are " + count + " backups in " + settings.folder()
                        + ", as many as there may be (restante.embedded.backups.most); move or remove some");
            }
        }
    }

    private void fill(Path built) throws IOException, RocksDBException {
        Path mark = CommitMark.in(store.settings().directory());
        // Before the database, so that it is not ahead of it.
        Files.copy(mark, CommitMark.in(built));
        store.copyTo(Database.filesOf(built));
        new FormatMarker(built).databaseCreated();
    }
}
