package dev.restante.persistence.embedded;

import dev.restante.persistence.StoreUnusableException;
import dev.restante.persistence.transfer.StoreSource;
import java.io.IOException;
import java.nio.file.Path;

/** An embedded store that no node runs on, to be copied. It is locked until this is closed. */
public final class EmbeddedSource implements StoreSource {

    private final FolderLock lock;
    private final StoreReport report;
    private final BuiltSource source;

    private EmbeddedSource(FolderLock lock, StoreReport report, BuiltSource source) {
        this.lock = lock;
        this.report = report;
        this.source = source;
    }

    /**
     * Opens the store in {@code folder} after it was checked: every checksum, every record, all messages recounted.
     *
     * @throws StoreUnusableException when there is none, a node runs on it, or it is not sound
     */
    public static EmbeddedSource open(Path folder) throws IOException {
        FolderLock lock = StoreCheck.lock(folder);
        try {
            StoreReport report = StoreCheck.locked(lock.folder());
            if (!report.sound()) {
                throw new StoreUnusableException(
                        "The store in " + folder + " is not sound. Nothing was copied. 'restante" + " check --data "
                                + folder + "' lists what is damaged.");
            }
            return new EmbeddedSource(lock, report, BuiltSource.open(lock.folder()));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** What the check has found. */
    public StoreReport report() {
        return report;
    }

    @Override
    public void read(Reader reader) throws IOException {
        source.read(reader);
    }

    @Override
    public void close() throws IOException {
        source.close();
        lock.close();
    }
}
