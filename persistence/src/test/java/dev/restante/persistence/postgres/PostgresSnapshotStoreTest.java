package dev.restante.persistence.postgres;

import com.typesafe.config.Config;
import dev.restante.persistence.contract.SnapshotStoreContract;

class PostgresSnapshotStoreTest extends SnapshotStoreContract {

    private final String schema = PostgresFixture.newSchema();

    @Override
    protected Config store() {
        return PostgresFixture.config(PostgresFixture.server(), schema);
    }
}
