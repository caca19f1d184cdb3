package dev.restante.persistence.postgres;

import static dev.restante.persistence.postgres.PostgresFixture.append;
import static dev.restante.persistence.postgres.PostgresFixture.await;
import static dev.restante.persistence.postgres.PostgresFixture.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.persistence.DamagedRowException;
import dev.restante.persistence.local.LocalPostgres;
import dev.restante.store.RowChange;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that somebody changed or removed are found and named. */
class PostgresDamageTest {

    private final LocalPostgres server = PostgresFixture.server();
    private final String schema = PostgresFixture.newSchema();
    private PostgresStore store;

    @BeforeEach
    void five_records() throws Exception {
        store = PostgresStore.open(PostgresFixture.settings(server, schema));
        for (int n = 1; n <= 5; n++) {
            await(append(store, "p", n, "record " + n));
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void assertReplayFails(long sequenceNr, String what) {
        assertThatThrownBy(() -> log(store, "p", 5))
                .isInstanceOf(DamagedRowException.class)
                .hasMessageContaining("sequence number " + sequenceNr + " of persistence id p")
                .hasMessageContaining(what);
    }

    @Test
    void a_record_that_is_missing_in_the_middle_fails_the_replay() {
        server.execute("DELETE FROM " + schema + ".log_record WHERE sequence_nr = 3");

        assertReplayFails(3, "the next one is 4");
    }

    @Test
    void a_record_that_is_missing_at_the_end_fails_the_replay() {
        server.execute("DELETE FROM " + schema + ".log_record WHERE sequence_nr = 5");

        assertReplayFails(5, "nothing after it");
    }

    @Test
    void a_changed_record_fails_the_replay() {
        server.execute("UPDATE " + schema + ".log_record SET record = set_byte(record, 8, 0) WHERE sequence_nr = 2");

        assertReplayFails(2, "checksum");
    }

    @Test
    void records_that_were_exchanged_fail_the_replay() {
        server.execute("UPDATE " + schema + ".log_record SET record =" + " (SELECT record FROM " + schema
                + ".log_record WHERE sequence_nr = 4) WHERE sequence_nr = 2");

        assertReplayFails(2, "checksum");
    }

    @Test
    void a_changed_row_is_named_and_the_others_are_read() throws Exception {
        try (PostgresStateStore rows = new PostgresStateStore(store)) {
            byte[] bad = {10};
            byte[] good = {11};
            await(rows.write(7, 1, List.of(new RowChange.Put(bad, bad), new RowChange.Put(good, good))));
            server.execute("UPDATE " + schema + ".state_row SET value = set_byte(value, 5, 0) WHERE key = '\\x0a'");

            assertThatThrownBy(() -> await(rows.read(7, List.of(bad))))
                    .hasCauseInstanceOf(DamagedRowException.class)
                    .hasMessageContaining("0a of partition 7");
            assertThat(await(rows.read(7, List.of(good)))).hasSize(1);
        }
    }

    @Test
    void a_log_longer_than_a_page_is_read_whole() throws Exception {
        for (int n = 6; n <= 2_500; n += 500) {
            store.logLane("p")
                    .submit(new Append(store.log(), PostgresFixture.run("p", n, n + 499, "more")))
                    .get();
        }

        assertThat(log(store, "p", 2_505)).hasSize(2_505);
    }
}
