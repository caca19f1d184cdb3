package dev.restante.persistence.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.restante.persistence.format.Keys;
import dev.restante.persistence.format.LogRun;
import dev.restante.persistence.format.Seal;
import dev.restante.persistence.format.StoredRow;
import dev.restante.persistence.local.LocalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Stores for tests. */
public final class PostgresFixture {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private PostgresFixture() {}

    /** Started once for all tests of this process; ends with it. */
    public static LocalPostgres server() {
        return Server.SHARED;
    }

    private static final class Server {

        static final LocalPostgres SHARED = LocalPostgres.start();
    }

    /** A name that no other test of this process has. */
    public static String newSchema() {
        return "test_" + SCHEMAS.incrementAndGet();
    }

    /** The settings of a node whose store is {@code schema} on {@code server}. */
    public static Config config(LocalPostgres server, String schema) {
        return ConfigFactory.parseMap(Map.of(
                "restante.postgres.jdbc-url", server.jdbcUrl(),
                "restante.postgres.user", server.user(),
                "restante.postgres.password-file", server.passwordFile().toString(),
                "restante.postgres.schema", schema,
                "restante.postgres.connections.wait-timeout", "1 s",
                "restante.postgres.connections.connect-timeout", "1 s",
                "restante.postgres.connections.lock-timeout", "500 ms",
                "pekko.persistence.journal.plugin", "restante.postgres.journal",
                "pekko.persistence.snapshot-store.plugin", "restante.postgres.snapshot-store"));
    }

    static PostgresSettings settings(Config config) {
        return PostgresSettings.from(config.withFallback(ConfigFactory.load()).resolve());
    }

    static PostgresSettings settings(LocalPostgres server, String schema) {
        return settings(config(server, schema));
    }

    static Path passwordFile(String password) {
        try {
            Path file = Files.createTempFile("restante-", ".password");
            file.toFile().deleteOnExit();
            return Files.writeString(file, password + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A record whose body is {@code text}. */
    static CompletableFuture<Void> append(PostgresStore store, String persistenceId, long sequenceNr, String text) {
        return store.logLane(persistenceId)
                .submit(new Append(store.log(), run(persistenceId, sequenceNr, sequenceNr, text)));
    }

    /** Records of the same body. */
    static LogRun run(String persistenceId, long from, long to, String text) {
        LogRun run = new LogRun(persistenceId, from);
        for (long number = from; number <= to; number++) {
            byte[] key = Keys.numbered(persistenceId, number);
            run.add(number, new StoredRow(key, Seal.of(key, text.getBytes(UTF_8))));
        }
        return run;
    }

    static CompletableFuture<Long> highest(PostgresStore store, String persistenceId) {
        return store.logLane(persistenceId).submit(new LogQuestion.HighestSequenceNr(store.log(), persistenceId));
    }

    static CompletableFuture<Void> trim(PostgresStore store, String persistenceId, long to) {
        return store.logLane(persistenceId).submit(new LogQuestion.Trim(store.log(), persistenceId, to));
    }

    /** The bodies of the records up to {@code to}. */
    static List<String> log(PostgresStore store, String persistenceId, long to) throws SQLException {
        List<String> texts = new ArrayList<>();
        new LogPages(store.tables()).replay(store.pool(), persistenceId, 1, to, stored -> {
            texts.add(UTF_8.decode(stored.body()).toString());
            return true;
        });
        return texts;
    }

    static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
