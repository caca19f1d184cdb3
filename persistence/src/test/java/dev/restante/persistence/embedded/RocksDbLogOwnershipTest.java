package dev.restante.persistence.embedded;

import com.typesafe.config.Config;
import dev.restante.persistence.contract.LogOwnershipContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class RocksDbLogOwnershipTest extends LogOwnershipContract {

    @TempDir
    static Path directory;

    @Override
    protected Config store() {
        return EmbeddedFixture.config(directory);
    }
}
