package dev.restante.persistence.embedded;

import dev.restante.persistence.StoreUnusableException;
import java.io.IOException;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;

/**
 * Reads a whole store that no node runs on: verifies the checksums of every file and row, decodes every record, checkpoint and row, follows
 * every log without a gap, and recounts all messages. It changes nothing.
 */
public final class StoreCheck {

    static final EmbeddedSettings.Memory MEMORY = new EmbeddedSettings.Memory(64L << 20, 256L << 20, 256L << 20);

    private StoreCheck() {}

    /**
     * Checks the store in {@code folder}, which it locks meanwhile.
     *
     * @throws StoreUnusableException when there is no store or one of another format, or a node runs on it
     * @throws IOException when the folder cannot be read at all
     */
    public static StoreReport of(Path folder) throws IOException {
        try (FolderLock lock = lock(folder)) {
            return locked(lock.folder());
        }
    }

    static FolderLock lock(Path folder) throws IOException {
        new FormatMarker(folder).requireStore();
        return FolderLock.acquire(folder);
    }

    /** Checks a store that is locked already. */
    static StoreReport locked(Path folder) throws IOException {
        StoreSurvey survey = new StoreSurvey(folder);
        try (OfflineDatabase database = OfflineDatabase.open(folder, MEMORY, Tuning.STRICT);
                OfflineFormats formats = new OfflineFormats()) {
            survey.run(database, formats);
        } catch (RocksDBException e) {
            cannotBeOpened(survey, folder, e);
        }
        return survey.report();
    }

    private static void cannotBeOpened(StoreSurvey survey, Path folder, RocksDBException e) throws IOException {
        survey.findings()
                .add(
                        Database.filesOf(folder).toString(),
                        "the database cannot be opened: " + Database.problem(folder, e),
                        "the store goes back to the moment before the damage, or what can be read is kept");
    }
}
