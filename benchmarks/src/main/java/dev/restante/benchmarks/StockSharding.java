package dev.restante.benchmarks;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.restante.persistence.local.LocalPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The same messages to Pekko's own event-sourced entities, sharded over as many nodes: one event, and so one row, for each. Also here every
 * node sends to all of them, and a message is done when its sender knows that its event is stored.
 */
final class StockSharding {

    private static final String SCHEMA = "/schema/postgres/postgres-create-schema.sql";
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final long UP_SECONDS = 60;

    private StockSharding() {}

    /** Messages stored per second; leaves the database without their tables. */
    static double messagesPerSecond(LocalPostgres server, TellSettings settings) throws Exception {
        makeTables(server);
        List<StockNode> nodes = new ArrayList<>();
        try {
            for (int i = 0; i < settings.nodes(); i++) {
                nodes.add(StockNode.start(config(server, settings.nodes()), settings, nodes));
            }
            for (StockNode node : nodes) {
                node.up().toCompletableFuture().get(UP_SECONDS, TimeUnit.SECONDS);
            }
            send(nodes, WARM_UP);
            long start = System.nanoTime();
            return send(nodes, settings.duration()) * 1e9 / (System.nanoTime() - start);
        } finally {
            for (StockNode node : nodes) {
                node.close();
            }
            server.execute("DROP TABLE event_tag, event_journal, snapshot, durable_state");
        }
    }

    private static long send(List<StockNode> nodes, Duration duration) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(nodes.size());
        try {
            List<Future<Long>> sent = new ArrayList<>();
            for (StockNode node : nodes) {
                sent.add(senders.submit(() -> node.send(duration)));
            }
            long stored = 0;
            for (Future<Long> each : sent) {
                stored += each.get();
            }
            return stored;
        } finally {
            senders.shutdownNow();
        }
    }

    private static void makeTables(LocalPostgres server) throws IOException {
        try (InputStream schema = StockSharding.class.getResourceAsStream(SCHEMA)) {
            if (schema == null) {
                throw new IllegalStateException("pekko-persistence-jdbc has no " + SCHEMA);
            }
            for (String statement : new String(schema.readAllBytes(), StandardCharsets.UTF_8).split(";", -1)) {
                if (!statement.isBlank()) {
                    server.execute(statement);
                }
            }
        }
        server.execute(
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + server.user(),
                "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO " + server.user());
    }

    private static Config config(LocalPostgres server, int nodes) {
        Map<String, Object> values = new HashMap<>();
        for (String plugin : List.of("jdbc-journal", "jdbc-snapshot-store")) {
            values.put(plugin + ".slick.profile", "slick.jdbc.PostgresProfile$");
            values.put(plugin + ".slick.db.driver", "org.postgresql.Driver");
            values.put(plugin + ".slick.db.url", server.jdbcUrl() + "?reWriteBatchedInserts=true");
            values.put(plugin + ".slick.db.user", server.user());
            values.put(plugin + ".slick.db.password", server.password());
        }
        // Entities are spread once all nodes are there.
        values.put("pekko.cluster.min-nr-of-members", nodes);
        String message = StockCounter.class.getName();
        return ConfigFactory.parseString(
                        """
                        pekko {
                          loglevel = WARNING
                          stdout-loglevel = WARNING
                          actor {
                            provider = cluster
                            serializers.stock = "%s"
                            serialization-bindings { "%s" = stock, "%s" = stock }
                          }
                          remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                          cluster.jmx.enabled = off
                          persistence.journal.plugin = jdbc-journal
                          persistence.snapshot-store.plugin = jdbc-snapshot-store
                        }
                        """.formatted(StockSerializer.class.getName(), message + "$Count", message + "$Stored"))
                .withFallback(ConfigFactory.parseMap(values))
                .withFallback(ConfigFactory.load());
    }
}
