package dev.restante.persistence.embedded;

import dev.restante.persistence.contract.StateStoreScanContract;
import dev.restante.store.StateStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class RocksDbStateStoreScanTest extends StateStoreScanContract {

    @TempDir
    private Path directory;

    private EmbeddedStore embedded;

    @Override
    protected StateStore open() {
        embedded = EmbeddedStore.open(EmbeddedFixture.settings(directory));
        return new RocksDbStateStore(embedded);
    }

    @Override
    protected void release(StateStore opened) {
        opened.close();
        embedded.close();
    }
}
