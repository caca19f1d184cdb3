package dev.restante.persistence.postgres;

import static dev.restante.persistence.postgres.PostgresFixture.append;
import static dev.restante.persistence.postgres.PostgresFixture.await;
import static dev.restante.persistence.postgres.PostgresFixture.highest;
import static dev.restante.persistence.postgres.PostgresFixture.log;
import static dev.restante.persistence.postgres.PostgresFixture.trim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.persistence.StaleWriterException;
import dev.restante.persistence.StoreFailedException;
import dev.restante.persistence.local.LocalPostgres;
import dev.restante.store.RowChange;
import dev.restante.store.StaleEpochException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes on one database: each partition has one owner, and the fence of one is nobody else's trouble. */
class PostgresFenceTest {

    private static final String LOG = "restante-partition-1";
    private static final String ANOTHER = "restante-partition-2";

    private final LocalPostgres server = PostgresFixture.server();
    private final String schema = PostgresFixture.newSchema();
    private PostgresStore before;
    private PostgresStore after;

    @BeforeEach
    void two_nodes() throws Exception {
        before = PostgresStore.open(PostgresFixture.settings(server, schema));
        after = PostgresStore.open(PostgresFixture.settings(server, schema));
        await(append(before, LOG, 1, "one"));
        await(append(before, LOG, 2, "two"));
    }

    @AfterEach
    void close() {
        before.close();
        after.close();
    }

    private static void assertRefused(CompletionStage<?> write, Class<? extends Throwable> reason) {
        assertThatThrownBy(() -> await(write)).hasCauseInstanceOf(reason);
    }

    /** An open transaction of somebody else's that holds the end of the log, as a write under way does. */
    private Connection writeUnderWay(String persistenceId, long sequenceNr) throws Exception {
        Connection connection = server.superuser();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE " + schema + ".log_end SET highest = " + sequenceNr + " WHERE persistence_id = '"
                    + persistenceId + "'");
            statement.execute("INSERT INTO " + schema + ".log_record VALUES ('" + persistenceId + "', " + sequenceNr
                    + ", '\\x00')");
        }
        return connection;
    }

    @Test
    void of_two_owners_that_write_the_same_number_one_fails() throws Exception {
        List<CompletableFuture<Void>> writes =
                List.of(append(before, LOG, 3, "before"), append(after, LOG, 3, "after"));

        assertThat(CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)))
                .failsWithin(Duration.ofSeconds(60));

        assertThat(writes)
                .filteredOn(CompletableFuture::isCompletedExceptionally)
                .hasSize(1);
        assertThat(await(highest(after, LOG))).isEqualTo(3);
        assertThat(log(after, LOG, 3)).hasSize(3);
    }

    @Test
    void a_stale_owner_cannot_write_where_its_successor_has_trimmed() throws Exception {
        await(append(after, LOG, 3, "successor"));
        await(append(after, LOG, 4, "successor"));
        await(trim(after, LOG, 4));

        assertRefused(append(before, LOG, 3, "stale"), StaleWriterException.class);

        assertThat(await(highest(after, LOG))).isEqualTo(4);
    }

    @Test
    void fencing_one_partition_fails_no_others_write() throws Exception {
        await(append(after, LOG, 3, "successor"));
        List<CompletableFuture<Void>> others = new ArrayList<>();
        List<CompletableFuture<Void>> stale = new ArrayList<>();
        for (int n = 1; n <= 200; n++) {
            others.add(append(before, "other-" + n, 1, "fine"));
            if (n % 10 == 0) {
                stale.add(append(before, LOG, 3, "stale"));
            }
        }

        for (CompletableFuture<Void> other : others) {
            await(other);
        }
        stale.forEach(write -> assertRefused(write, StaleWriterException.class));
    }

    @Test
    void a_record_where_none_can_be_fails_its_own_log_and_the_round_is_done_again_one_by_one() throws Exception {
        server.execute("INSERT INTO " + schema + ".log_record VALUES ('" + LOG + "', 3, '\\x00')");
        try (Connection connection = before.pool().connection()) {
            Turn<Void> bad = new Turn<>(new Append(before.log(), PostgresFixture.run(LOG, 3, 3, "three")));
            Turn<Void> good = new Turn<>(new Append(before.log(), PostgresFixture.run(ANOTHER, 1, 1, "one")));

            Round.split(List.of(bad, good), 1 << 20).forEach(round -> round.run(connection));

            assertRefused(bad.outcome(), StoreFailedException.class);
            await(good.outcome());
        }
        assertThat(await(highest(after, ANOTHER))).isEqualTo(1);
        assertThat(await(highest(after, LOG))).isEqualTo(2);
    }

    @Test
    void the_end_of_a_log_counts_a_write_of_another_node_that_is_under_way() throws Exception {
        CompletableFuture<Long> end;
        try (Connection underWay = writeUnderWay(LOG, 3)) {
            end = highest(after, LOG);
            awaitBlocked();
            underWay.commit();
        }

        assertThat(await(end)).isEqualTo(3);
    }

    @Test
    void an_owner_whose_predecessors_last_write_arrives_late_is_refused_and_sees_it_when_it_recovers()
            throws Exception {
        CompletableFuture<Void> epoch;
        try (Connection underWay = writeUnderWay(LOG, 3)) {
            epoch = append(after, LOG, 3, "epoch");
            awaitBlocked();
            underWay.commit();
        }

        assertRefused(epoch, StaleWriterException.class);
        assertThat(await(highest(after, LOG))).isEqualTo(3);
    }

    @Test
    void a_long_foreign_transaction_fails_what_it_locks_in_time_and_nothing_else() throws Exception {
        try (Connection foreign = writeUnderWay(LOG, 3)) {
            CompletableFuture<Void> locked = append(before, LOG, 3, "waits");
            CompletableFuture<Void> free = append(before, ANOTHER, 1, "goes on");

            assertThatThrownBy(() -> await(locked))
                    .hasCauseInstanceOf(StoreFailedException.class)
                    .hasMessageContaining("nothing was changed");
            await(free);
            foreign.rollback();
        }
        await(append(before, LOG, 3, "three"));

        assertThat(log(after, LOG, 3)).containsExactly("one", "two", "three");
    }

    @Test
    void a_claim_waits_for_the_write_of_the_owner_before_and_then_shuts_it_out() throws Exception {
        try (PostgresStateStore old = new PostgresStateStore(before);
                PostgresStateStore successor = new PostgresStateStore(after)) {
            List<RowChange> change = List.of(new RowChange.Put(new byte[] {1}, new byte[] {2}));
            await(old.claim(7, 1));
            await(old.write(7, 1, change));

            await(successor.claim(7, 2));

            assertRefused(old.write(7, 1, change), StaleEpochException.class);
            assertRefused(old.sync(7, 1), StaleEpochException.class);
            assertRefused(old.claim(7, 1), StaleEpochException.class);
            await(successor.write(7, 2, change));
        }
    }

    /** Until somebody waits for a lock. */
    private void awaitBlocked() throws Exception {
        long end = System.nanoTime() + 30_000_000_000L;
        try (Connection connection = server.superuser();
                Statement statement = connection.createStatement()) {
            boolean blocked = false;
            while (!blocked) {
                try (var row = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = '"
                                + server.user() + "'")) {
                    row.next();
                    blocked = row.getInt(1) > 0;
                }
                assertThat(System.nanoTime()).as("nobody waits for the lock").isLessThan(end);
            }
        }
    }
}
