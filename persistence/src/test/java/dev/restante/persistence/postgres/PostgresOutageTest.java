package dev.restante.persistence.postgres;

import static dev.restante.persistence.postgres.PostgresFixture.append;
import static dev.restante.persistence.postgres.PostgresFixture.await;
import static dev.restante.persistence.postgres.PostgresFixture.highest;
import static dev.restante.persistence.postgres.PostgresFixture.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.persistence.StoreFailedException;
import dev.restante.persistence.local.LocalPostgres;
import dev.restante.store.RowChange;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database goes away in the middle of writes and comes back: what was acknowledged is there, and the open store goes on by itself. */
class PostgresOutageTest {

    private static final int LOGS = 16;

    private static LocalPostgres server;

    private final String schema = PostgresFixture.newSchema();
    private final long[] told = new long[LOGS];
    private PostgresStore store;

    @BeforeAll
    static void start() {
        server = LocalPostgres.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        store = PostgresStore.open(PostgresFixture.settings(server, schema));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static String id(int log) {
        return "log-" + log;
    }

    /** Writes one record to each log after what it has, and remembers what was acknowledged. Tells how many failed. */
    private int writeRound(long[] ends) throws Exception {
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        for (int n = 0; n < LOGS; n++) {
            writes.add(append(store, id(n), ends[n] + 1, "record " + (ends[n] + 1)));
        }
        int failed = 0;
        for (int n = 0; n < LOGS; n++) {
            try {
                await(writes.get(n));
                ends[n]++;
                told[n] = ends[n];
            } catch (ExecutionException e) {
                assertThat(e.getCause()).isInstanceOf(StoreFailedException.class);
                failed++;
            }
        }
        return failed;
    }

    private long[] recover() throws Exception {
        long[] ends = new long[LOGS];
        for (int n = 0; n < LOGS; n++) {
            ends[n] = await(highest(store, id(n)));
            assertThat(ends[n]).as("end of " + id(n)).isGreaterThanOrEqualTo(told[n]);
            assertThat(log(store, id(n), ends[n])).hasSize((int) ends[n]);
        }
        return ends;
    }

    @Test
    void what_was_acknowledged_survives_a_kill_and_the_store_goes_on_when_the_server_is_back() throws Exception {
        long[] ends = new long[LOGS];
        for (int round = 0; round < 30; round++) {
            assertThat(writeRound(ends)).isZero();
        }
        CompletableFuture<Integer> underWay = CompletableFuture.supplyAsync(() -> writeUntilAllFail(ends));
        server.kill();
        assertThat(underWay.get(60, TimeUnit.SECONDS)).isEqualTo(LOGS);
        server.restart();

        long[] recovered = eventually(this::recover);

        assertThat(writeRound(recovered)).isZero();
    }

    private int writeUntilAllFail(long[] ends) {
        try {
            int failed = 0;
            while (failed < LOGS) {
                failed = writeRound(ends);
            }
            return failed;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void cut_connections_fail_what_was_under_way_and_nothing_after_it() throws Exception {
        long[] ends = new long[LOGS];
        for (int cut = 0; cut < 5; cut++) {
            assertThat(writeRound(ends)).isZero();
            CompletableFuture<Void> cutting = CompletableFuture.runAsync(server::cutConnections);
            while (!cutting.isDone()) {
                writeRound(ends);
                ends = eventually(this::recover);
            }
            cutting.join();
            ends = eventually(this::recover);
        }

        assertThat(writeRound(ends)).isZero();
    }

    /** Tries until the store goes on: one that was cut off finds out when it uses a connection, and a server takes time to recover. */
    private static <T> T eventually(Callable<T> attempt) throws Exception {
        long end = System.nanoTime() + 60_000_000_000L;
        while (true) {
            try {
                return attempt.call();
            } catch (ExecutionException | SQLException e) {
                assertThat(System.nanoTime())
                        .as("the store does not go on: " + e)
                        .isLessThan(end);
            }
        }
    }

    @Test
    void rows_that_were_acknowledged_survive_a_kill_and_reads_fail_meanwhile() throws Exception {
        try (PostgresStateStore rows = new PostgresStateStore(store)) {
            byte[] key = {1};
            await(rows.claim(3, 1));
            await(rows.write(3, 1, List.of(new RowChange.Put(key, new byte[] {2}))));
            await(rows.sync(3, 1));

            server.kill();

            assertThatThrownBy(() -> await(rows.read(3, List.of(key)))).hasCauseInstanceOf(StoreFailedException.class);
            assertThatThrownBy(() -> await(rows.write(3, 1, List.of(new RowChange.Delete(key)))))
                    .hasCauseInstanceOf(StoreFailedException.class);
            server.restart();
            assertThat(eventually(() -> await(rows.read(3, List.of(key))))).hasSize(1);
            eventually(() -> await(rows.claim(3, 2)));
        }
    }
}
