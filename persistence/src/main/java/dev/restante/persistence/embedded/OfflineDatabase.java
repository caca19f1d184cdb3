package dev.restante.persistence.embedded;

import dev.restante.persistence.StoreUnusableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;

/** A database opened for reading alone: it changes no data file, whatever it finds. Used by one thread. */
final class OfflineDatabase implements AutoCloseable {

    private final Tuning tuning;
    private final RocksDB rocks;
    private final OpenColumns columns;
    private final View view;

    private OfflineDatabase(Tuning tuning, RocksDB rocks, OpenColumns columns) {
        this.tuning = tuning;
        this.rocks = rocks;
        this.columns = columns;
        this.view = new View(rocks, columns);
    }

    /** Opens the database of the store in {@code folder}, as a node would; {@code mode} says what damage of the log it puts up with. */
    static OfflineDatabase open(Path folder, EmbeddedSettings.Memory memory, WALRecoveryMode mode)
            throws RocksDBException {
        Tuning tuning = new Tuning(memory, false);
        tuning.database().setWalRecoveryMode(mode);
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            RocksDB rocks = RocksDB.openReadOnly(
                    tuning.database(), Database.filesOf(folder).toString(), tuning.columns(), handles);
            return new OfflineDatabase(tuning, rocks, new OpenColumns(handles));
        } catch (RocksDBException e) {
            tuning.close();
            throw e;
        }
    }

    /**
     * Refuses a store that ends before what it had committed: its log or its manifest was cut. To be asked before the database is opened for
     * writing, because that rewrites the end of the log as it finds it.
     */
    static void requireComplete(Path folder, EmbeddedSettings.Memory memory) throws IOException, RocksDBException {
        Optional<CommitMark.End> committed = CommitMark.read(folder);
        if (committed.isEmpty()) {
            return;
        }
        Optional<String> missing = manifestCut(folder, committed.get());
        if (missing.isEmpty()) {
            try (OfflineDatabase database = open(folder, memory, Tuning.STRICT)) {
                missing = database.logCut(committed.get());
            }
        }
        if (missing.isPresent()) {
            throw new StoreUnusableException("The store in " + folder + " is not complete: " + missing.get()
                    + ". Its files are left as they are. Restore a backup; or see with 'restante check' what is left, and go on"
                    + " with that after 'restante check --repair'.");
        }
    }

    /** Says so when the list of table files is shorter than it was. */
    static Optional<String> manifestCut(Path folder, CommitMark.End committed) throws IOException {
        Path files = Database.filesOf(folder);
        Optional<CommitMark.End> found = CommitMark.manifestOf(files);
        if (found.isEmpty()) {
            return Optional.empty(); // RocksDB says what is wrong with it.
        }
        CommitMark.End now = found.get();
        boolean cut = now.manifest() < committed.manifest()
                || (now.manifest() == committed.manifest() && now.manifestBytes() < committed.manifestBytes());
        return cut
                ? Optional.of(files.resolve(now.manifestName()) + " has " + now.manifestBytes() + " bytes, and "
                        + committed.manifestName() + " had " + committed.manifestBytes())
                : Optional.empty();
    }

    /** Says so when changes at the end are missing. */
    Optional<String> logCut(CommitMark.End committed) {
        long found = rocks.getLatestSequenceNumber();
        return found >= committed.change()
                ? Optional.empty()
                : Optional.of("its write-ahead log (" + logNames() + ") ends with change " + found
                        + ", and the changes up to " + committed.change() + " were committed; "
                        + (committed.change() - found) + " are missing");
    }

    private String logNames() {
        try (var files = Files.list(Path.of(rocks.getName()))) {
            return String.join(
                    ", ",
                    files.map(Path::toString)
                            .filter(name -> name.endsWith(".log"))
                            .sorted()
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    View view() {
        return view;
    }

    /** RocksDB's number of the last change. */
    long lastChange() {
        return rocks.getLatestSequenceNumber();
    }

    /** The table files in use. */
    List<LiveFileMetaData> tableFiles() {
        return rocks.getLiveFilesMetaData();
    }

    @Override
    public void close() {
        view.close();
        columns.close();
        rocks.close();
        tuning.close();
    }
}
