package dev.restante.persistence.embedded;

import dev.restante.persistence.StoreUnusableException;
import dev.restante.persistence.transfer.StoreSource;
import dev.restante.persistence.transfer.StoreTarget;
import dev.restante.persistence.transfer.StoredItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** A new embedded store. It is built beside its folder, and gets its name when it is complete. */
public final class EmbeddedTarget implements StoreTarget {

    private static final int DAMAGE_SHOWN = 5;

    private final Path folder;
    private final Path built;
    private final BuiltDatabase database;
    private @Nullable StoreReport report;
    private boolean closed;

    private EmbeddedTarget(Path folder, Path built, BuiltDatabase database) {
        this.folder = folder;
        this.built = built;
        this.database = database;
    }

    /**
     * Begins a store in {@code folder}, which does not exist yet.
     *
     * @throws StoreUnusableException when it does, or an attempt was broken off
     */
    public static EmbeddedTarget create(Path folder) throws IOException {
        Path target = folder.toAbsolutePath().normalize();
        Path built = Folders.unfinished(target);
        if (Files.exists(target)) {
            throw new StoreUnusableException("There is a folder " + target + " already. Name a new one.");
        }
        if (Files.exists(built)) {
            throw new StoreUnusableException(
                    built + " is left of an attempt that was broken off. Remove it and try again.");
        }
        try {
            return new EmbeddedTarget(target, built, BuiltDatabase.open(built));
        } catch (RocksDBException e) {
            Folders.discard(built);
            throw new IOException("no store can be made in " + built + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void put(StoredItem item) throws IOException {
        Column column = switch (item.part()) {
            case MARK -> Column.META;
            case RECORD -> Column.LOG;
            case CHECKPOINT -> Column.SNAPSHOT;
            case ROW -> Column.STATE;
        };
        try {
            database.put(column, item.key(), item.row());
        } catch (RocksDBException e) {
            throw new IOException("a row cannot be written to " + built + ": " + e.getMessage(), e);
        }
    }

    @Override
    public StoreSource written() throws IOException {
        try {
            database.finish();
        } catch (RocksDBException e) {
            throw new IOException("what was written to " + built + " is not durable: " + e.getMessage(), e);
        }
        closeDatabase();
        return BuiltSource.open(built);
    }

    private void closeDatabase() {
        if (!closed) {
            closed = true;
            database.close();
        }
    }

    /** Checks it as a whole before it becomes a store. */
    @Override
    public void complete() throws IOException {
        StoreReport found = StoreCheck.locked(built);
        if (!found.sound()) {
            throw new StoreUnusableException("What was copied does not fit together, so nothing was kept of it: "
                    + found.damage().stream()
                            .limit(DAMAGE_SHOWN)
                            .map(damage -> damage.place() + ": " + damage.problem())
                            .collect(Collectors.joining("; "))
                    + found.audit().map(audit -> "; " + audit).orElse(""));
        }
        report = found.in(folder);
        try (BuiltSource all = BuiltSource.open(built);
                CommitMark mark = CommitMark.open(built, Database.filesOf(built))) {
            mark.committed(all.lastChange());
        }
        new FormatMarker(built).databaseCreated();
        Folders.finish(built, folder);
    }

    /** What the check of the completed store has found. */
    public StoreReport report() {
        return Objects.requireNonNull(report, "the store is not complete");
    }

    @Override
    public void close() throws IOException {
        closeDatabase();
        Folders.discard(built);
    }
}
