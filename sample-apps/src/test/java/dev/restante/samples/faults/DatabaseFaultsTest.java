package dev.restante.samples.faults;

import dev.restante.persistence.local.LocalPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that is killed, cuts connections off, and is used by others, under three nodes (F11). */
@Tag("cluster-faults")
class DatabaseFaultsTest {

    private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(5);
    private static final int CUTS = 5;
    private static final int TIMEOUTS = 10;

    @TempDir
    Path folder;

    @Test
    void nothing_is_lost_doubled_or_overtaken_when_the_database_goes_and_comes_back() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        ClusterTrial.of("F11 database killed, cut off, locked", seed, folder)
                .clientsWait(CLIENT_PATIENCE)
                .run(scene -> {
                    killAndRestart(scene, 1);
                    killAndRestart(scene, TIMEOUTS);
                    try (Connection foreign = oldSnapshot(scene.database())) {
                        cutConnections(scene);
                    }
                    lockLogs(scene);
                    return 3;
                });
    }

    private static void killAndRestart(ClusterScene scene, int timeouts) throws IOException, InterruptedException {
        scene.letSomeThrough();
        scene.database().kill();
        scene.count(1);
        scene.load().awaitTimeouts(timeouts, Trial.PATIENCE);
        scene.database().restart();
    }

    private static void cutConnections(ClusterScene scene) throws InterruptedException {
        for (int cut = 0; cut < CUTS; cut++) {
            scene.letSomeThrough();
            scene.database().cutConnections();
            scene.count(1);
        }
    }

    /** A foreign transaction that lasts: vacuum may remove nothing that it could still see. */
    private static Connection oldSnapshot(LocalPostgres database) throws SQLException {
        Connection foreign = database.superuser();
        foreign.setAutoCommit(false);
        foreign.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = foreign.createStatement()) {
            statement.execute("SELECT count(*) FROM restante.log_record");
        }
        return foreign;
    }

    /** Somebody else locks the ends of all logs until appends have given up. */
    private static void lockLogs(ClusterScene scene) throws SQLException, InterruptedException {
        scene.letSomeThrough();
        try (Connection foreign = scene.database().superuser();
                Statement statement = foreign.createStatement()) {
            foreign.setAutoCommit(false);
            statement.execute("SELECT * FROM restante.log_end FOR UPDATE");
            scene.count(1);
            scene.load().awaitTimeouts(TIMEOUTS, Trial.PATIENCE);
            foreign.rollback();
        }
    }
}
