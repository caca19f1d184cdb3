package dev.restante.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.restante.persistence.DamagedRowException;
import dev.restante.persistence.StoreUnusableException;
import dev.restante.persistence.local.LocalPostgres;
import dev.restante.persistence.postgres.PostgresFixture;
import dev.restante.persistence.postgres.PostgresSource;
import dev.restante.persistence.postgres.PostgresTarget;
import dev.restante.persistence.transfer.StoreSource;
import dev.restante.persistence.transfer.StoreTarget;
import dev.restante.persistence.transfer.StoreTransfer;
import dev.restante.persistence.transfer.StoredItem;
import dev.restante.persistence.transfer.TransferReport;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that a node has written, copied from one kind to the other and back. */
class TransferTest {

    @TempDir
    static Path temporary;

    private static Path store;
    private static StoreReport before;

    @TempDir
    Path folder;

    private final LocalPostgres server = PostgresFixture.server();
    private final Config postgres =
            PostgresFixture.config(server, PostgresFixture.newSchema()).withFallback(ConfigFactory.load());

    @BeforeAll
    static void a_node_has_run() throws Exception {
        store = temporary.resolve("store");
        try (TallyNode node = TallyNode.start(store)) {
            for (int n = 0; n < 300; n++) {
                node.add("t" + n % 30, n);
            }
            node.pause("paused");
            for (int n = 0; n < 20; n++) {
                node.addLater("paused", n);
            }
        }
        before = StoreCheck.of(store);
        assertThat(before.sound()).isTrue();
        assertThat(before.checkpoints()).isPositive();
    }

    private TransferReport toPostgres() throws IOException {
        try (StoreSource source = EmbeddedSource.open(store);
                StoreTarget target = PostgresTarget.open(postgres)) {
            return StoreTransfer.run(source, target);
        }
    }

    private TransferReport toEmbedded(Path target) throws IOException {
        try (StoreSource source = PostgresSource.openUnused(postgres);
                StoreTarget created = EmbeddedTarget.create(target)) {
            return StoreTransfer.run(source, created);
        }
    }

    @Test
    void a_store_comes_to_postgres_and_back_whole() throws Exception {
        Path returned = folder.resolve("returned");

        TransferReport there = toPostgres();
        TransferReport back = toEmbedded(returned);

        assertThat(there).isEqualTo(back);
        assertThat(there.records()).isEqualTo(before.records());
        assertThat(there.checkpoints()).isEqualTo(before.checkpoints());
        StoreReport after = StoreCheck.of(returned);
        assertThat(after.sound()).isTrue();
        assertThat(after.audit()).isEqualTo(before.audit());
        try (TallyNode node = TallyNode.start(returned)) {
            assertThat(node.audit().pending()).isEqualTo(20);
            assertThat(node.isPaused("paused")).isTrue();
            assertThat(node.add("t1", 0)).isEqualTo(sumOf(1));
        }
    }

    private static long sumOf(int tally) {
        long sum = 0;
        for (int n = tally; n < 300; n += 30) {
            sum += n;
        }
        return sum;
    }

    @Test
    void a_store_that_holds_something_is_not_written_to() throws Exception {
        toPostgres();

        assertThatThrownBy(this::toPostgres)
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("is not empty");
        assertThatThrownBy(() -> toEmbedded(store))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("There is a folder " + store);
    }

    @Test
    void a_copy_that_is_broken_off_leaves_nothing() throws Exception {
        StoreSource breaking = new BreakingSource(100);
        Path target = folder.resolve("target");

        assertThatThrownBy(() -> {
                    try (StoreTarget created = PostgresTarget.open(postgres)) {
                        StoreTransfer.run(breaking, created);
                    }
                })
                .hasMessage("the source broke");
        assertThatThrownBy(() -> {
                    try (StoreTarget created = EmbeddedTarget.create(target)) {
                        StoreTransfer.run(breaking, created);
                    }
                })
                .hasMessage("the source broke");

        assertThat(folder).isEmptyDirectory();
        assertThat(toPostgres().records()).isEqualTo(before.records());
    }

    @Test
    void a_row_that_was_changed_by_hand_is_not_copied_on() throws Exception {
        toPostgres();
        String schema = postgres.getString("restante.postgres.schema");
        server.execute("UPDATE " + schema + ".state_row SET value = set_byte(value, 6, get_byte(value, 6) # 1)"
                + " WHERE key = (SELECT key FROM " + schema + ".state_row ORDER BY key DESC LIMIT 1)");

        assertThatThrownBy(() -> toEmbedded(folder.resolve("target"))).isInstanceOf(DamagedRowException.class);
        assertThat(folder.resolve("target")).doesNotExist();
    }

    @Test
    void a_log_whose_end_is_missing_is_not_copied_on() throws Exception {
        toPostgres();
        String schema = postgres.getString("restante.postgres.schema");
        server.execute("DELETE FROM " + schema + ".log_record r WHERE sequence_nr = (SELECT max(sequence_nr) FROM "
                + schema + ".log_record WHERE persistence_id = r.persistence_id)");

        assertThatThrownBy(() -> toEmbedded(folder.resolve("target")))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("the end of these logs is missing: restante-partition-");
    }

    @Test
    void a_store_on_which_nodes_are_is_not_migrated() throws Exception {
        toPostgres();

        try (StoreTarget other = PostgresTarget.open(PostgresFixture.config(server, PostgresFixture.newSchema())
                        .withFallback(ConfigFactory.load()));
                StoreSource reading = PostgresSource.open(postgres)) {
            assertThatThrownBy(() -> toEmbedded(folder.resolve("target")))
                    .isInstanceOf(StoreUnusableException.class)
                    .hasMessageContaining("1 sessions")
                    .hasMessageContaining("Stop all of them first");
            assertThat(reading).isNotNull();
            assertThat(other).isNotNull();
        }
    }

    /** A store that cannot be read to its end. */
    private record BreakingSource(int after) implements StoreSource {

        @Override
        public void read(Reader reader) throws IOException {
            try (StoreSource whole = EmbeddedSource.open(store)) {
                int[] left = {after};
                whole.read(item -> take(reader, item, left));
            }
        }

        private static void take(Reader reader, StoredItem item, int[] left) throws IOException {
            if (left[0]-- == 0) {
                throw new IOException("the source broke");
            }
            reader.take(item);
        }

        @Override
        public void close() {}
    }
}
