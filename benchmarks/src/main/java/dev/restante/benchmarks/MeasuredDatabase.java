package dev.restante.benchmarks;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.restante.persistence.local.LocalPostgres;
import dev.restante.persistence.postgres.PostgresStorage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/** A PostgreSQL server of this process's own, which syncs its commits. */
final class MeasuredDatabase implements MeasuredStore {

    /** More bring nothing on a small machine. */
    private static final int CONNECTIONS = 8;

    private static final String INSERT = "INSERT INTO bench.message (receiver, number, payload) VALUES (?, ?, ?)";

    private final LocalPostgres server;

    private MeasuredDatabase(LocalPostgres server) {
        this.server = server;
    }

    static MeasuredDatabase startIn(Path folder) {
        LocalPostgres server = LocalPostgres.startIn(folder);
        server.execute(
                "CREATE SCHEMA bench AUTHORIZATION " + server.user(),
                "CREATE TABLE bench.message (receiver text, number bigint, payload bytea, PRIMARY KEY (receiver, number))",
                "ALTER TABLE bench.message OWNER TO " + server.user());
        return new MeasuredDatabase(server);
    }

    @Override
    public Config config() {
        return ConfigFactory.parseMap(Map.of(
                        "restante.postgres.jdbc-url", server.jdbcUrl(),
                        "restante.postgres.user", server.user(),
                        "restante.postgres.password-file", server.passwordFile().toString()))
                .withFallback(PostgresStorage.profile());
    }

    @Override
    public String bareWrite() {
        return "database      4 KiB inserted and committed";
    }

    @Override
    public Histogram bareWrites(int times) throws SQLException {
        Histogram latencies = new Histogram(3);
        byte[] payload = new byte[4096];
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(INSERT)) {
            for (int number = 0; number < times; number++) {
                long start = System.nanoTime();
                insert(statement, "bare", number, payload);
                latencies.recordValue(System.nanoTime() - start);
            }
        }
        truncate();
        return latencies;
    }

    @Override
    public List<Alternative> alternatives(TellSettings settings) throws Exception {
        return List.of(
                new Alternative("row each", "a row and a commit for each", rowsPerSecond(settings)),
                new Alternative(
                        "event sourced",
                        "EventSourcedBehaviors sharded over as many nodes, on pekko-persistence-jdbc as it comes",
                        StockSharding.messagesPerSecond(server, settings)));
    }

    /** Rows a second, from several connections at once. */
    private double rowsPerSecond(TellSettings settings) throws Exception {
        byte[] payload = new byte[settings.payloadBytes()];
        long start = System.nanoTime();
        ExecutorService writers = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<Long>> written = new ArrayList<>();
            for (int writer = 0; writer < CONNECTIONS; writer++) {
                String receiver = "receiver-" + writer;
                written.add(writers.submit(
                        () -> insertUntil(start + settings.duration().toNanos(), receiver, payload)));
            }
            long rows = 0;
            for (Future<Long> each : written) {
                rows += each.get();
            }
            return rows / ((System.nanoTime() - start) / 1e9);
        } finally {
            writers.shutdownNow();
            truncate();
        }
    }

    private long insertUntil(long end, String receiver, byte[] payload) throws SQLException {
        long number = 0;
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(INSERT)) {
            while (System.nanoTime() < end) {
                insert(statement, receiver, number++, payload);
            }
        }
        return number;
    }

    private static void insert(PreparedStatement statement, String receiver, long number, byte[] payload)
            throws SQLException {
        statement.setString(1, receiver);
        statement.setLong(2, number);
        statement.setBytes(3, payload);
        statement.executeUpdate();
    }

    private void truncate() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE bench.message");
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    }

    @Override
    public void close() {
        server.close();
    }
}
