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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/**
 * The same messages to Pekko's own event-sourced entities: one event, and so one row, for each. Commands stay on one node and are not
 * serialized; a message is done when its event is stored.
 */
final class StockSharding {

    private static final EntityTypeKey<Count> TYPE = EntityTypeKey.create(Count.class, "counter");
    private static final String SCHEMA = "/schema/postgres/postgres-create-schema.sql";
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final long END_SECONDS = 30;

    private StockSharding() {}

    private record Count(String text, Runnable stored) {}

    private static final class Counter extends EventSourcedBehavior<Count, String, Long> {

        Counter(String id) {
            super(PersistenceId.of("counter", id));
        }

        @Override
        public Long emptyState() {
            return 0L;
        }

        @Override
        public CommandHandler<Count, String, Long> commandHandler() {
            return newCommandHandlerBuilder()
                    .forAnyState()
                    .onCommand(
                            Count.class,
                            command -> Effect().persist(command.text).thenRun(command.stored::run))
                    .build();
        }

        @Override
        public EventHandler<Long, String> eventHandler() {
            return newEventHandlerBuilder().forAnyState().onAnyEvent((state, event) -> state + 1);
        }
    }

    /** Messages stored per second; leaves the database without their tables. */
    static double messagesPerSecond(LocalPostgres server, TellSettings settings) throws Exception {
        makeTables(server);
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "stock", config(server));
        try {
            Cluster cluster = Cluster.get(system);
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
            ClusterSharding sharding = ClusterSharding.get(system);
            sharding.init(Entity.of(TYPE, context -> new Counter(context.getEntityId())));
            return measure(sharding, settings);
        } finally {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().get(END_SECONDS, TimeUnit.SECONDS);
            server.execute("DROP TABLE event_tag, event_journal, snapshot, durable_state");
        }
    }

    private static double measure(ClusterSharding sharding, TellSettings settings) throws InterruptedException {
        List<EntityRef<Count>> entities = new ArrayList<>();
        for (int i = 0; i < settings.mailboxes(); i++) {
            entities.add(sharding.entityRefFor(TYPE, "mailbox-" + i));
        }
        LongAdder stored = new LongAdder();
        Window window = new Window(settings.inFlight());
        Count message = new Count(settings.text(), () -> {
            stored.increment();
            window.done();
        });
        IntConsumer tell = entity -> entities.get(entity).tell(message);
        window.keepFull(entities.size(), WARM_UP, tell);
        long before = stored.sum();
        long start = System.nanoTime();
        window.keepFull(entities.size(), settings.duration(), tell);
        return (stored.sum() - before) * 1e9 / (System.nanoTime() - start);
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

    private static Config config(LocalPostgres server) {
        Map<String, Object> databases = new HashMap<>();
        for (String plugin : List.of("jdbc-journal", "jdbc-snapshot-store")) {
            databases.put(plugin + ".slick.profile", "slick.jdbc.PostgresProfile$");
            databases.put(plugin + ".slick.db.driver", "org.postgresql.Driver");
            databases.put(plugin + ".slick.db.url", server.jdbcUrl() + "?reWriteBatchedInserts=true");
            databases.put(plugin + ".slick.db.user", server.user());
            databases.put(plugin + ".slick.db.password", server.password());
        }
        return ConfigFactory.parseString("""
                        pekko {
                          loglevel = WARNING
                          stdout-loglevel = WARNING
                          actor.provider = cluster
                          remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                          cluster.jmx.enabled = off
                          persistence.journal.plugin = jdbc-journal
                          persistence.snapshot-store.plugin = jdbc-snapshot-store
                        }
                        """)
                .withFallback(ConfigFactory.parseMap(databases))
                .withFallback(ConfigFactory.load());
    }
}
