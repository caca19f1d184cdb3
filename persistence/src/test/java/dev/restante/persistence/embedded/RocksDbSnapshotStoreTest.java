package dev.restante.persistence.embedded;

import com.typesafe.config.Config;
import dev.restante.persistence.contract.SnapshotStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class RocksDbSnapshotStoreTest extends SnapshotStoreContract {

    @TempDir
    static Path directory;

    @Override
    protected Config store() {
        return EmbeddedFixture.config(directory);
    }
}
