package dev.restante.persistence.embedded;

import dev.restante.persistence.contract.StateStoreFailureContract;
import dev.restante.store.StateStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class RocksDbStateStoreFailureTest extends StateStoreFailureContract {

    @TempDir
    private Path directory;

    private final ForgetfulWriteAhead disk = new ForgetfulWriteAhead();
    private EmbeddedStore embedded;

    @Override
    protected StateStore open() {
        embedded = EmbeddedStore.open(EmbeddedFixture.settings(directory), disk);
        return new RocksDbStateStore(embedded);
    }

    @Override
    protected void release(StateStore opened) {
        opened.close();
        embedded.close();
    }

    @Override
    protected void failNextWrite() {
        disk.failNext();
    }
}
