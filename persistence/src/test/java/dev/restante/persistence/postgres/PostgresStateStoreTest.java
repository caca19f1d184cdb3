package dev.restante.persistence.postgres;

import dev.restante.persistence.contract.StateStoreContract;
import dev.restante.store.StateStore;

class PostgresStateStoreTest extends StateStoreContract {

    private static final String SCHEMA = PostgresFixture.newSchema();

    private boolean used;
    private PostgresStore postgres;

    @Override
    protected StateStore open() {
        postgres = PostgresStore.open(PostgresFixture.settings(PostgresFixture.server(), SCHEMA));
        if (!used) {
            used = true;
            PostgresFixture.server().execute("TRUNCATE " + SCHEMA + ".state_row, " + SCHEMA + ".state_owner");
        }
        return new PostgresStateStore(postgres);
    }

    @Override
    protected void release(StateStore opened) {
        opened.close();
        postgres.close();
    }
}
