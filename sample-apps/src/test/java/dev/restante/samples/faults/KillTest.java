package dev.restante.samples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restante.gateway.process.ChildNodeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a node with -9 at random moments under mixed load over HTTP, and accounts for everything afterwards (F1). */
class KillTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Receipts between a start and the next kill. */
    private static final int MOST_RECEIPTS = 4_000;

    @TempDir
    Path folder;

    @Test
    void nothing_is_lost_doubled_or_overtaken_by_kills() throws Exception {
        killUnderLoad(4, 20_301_117L);
    }

    @Test
    @Tag("long")
    void nothing_is_lost_doubled_or_overtaken_by_twenty_kills_at_random_moments() throws Exception {
        killUnderLoad(20, ThreadLocalRandom.current().nextLong());
    }

    private void killUnderLoad(int kills, long seed) throws IOException, InterruptedException {
        System.out.println("kill test with seed " + seed);
        ChildNodeSettings settings = ChildNodeSettings.of("bank", folder).withApplications(List.of("bank", "recorder"));
        try (KilledNode node = new KilledNode(settings);
                Clients clients = new Clients(node, seed)) {
            clients.openAccounts();
            clients.start();
            Random random = new Random(seed);
            for (int kill = 0; kill < kills; kill++) {
                clients.awaitReceipts(random.nextInt(MOST_RECEIPTS), PATIENCE);
                node.killAndRestart();
            }
            clients.awaitReceipts(1, PATIENCE);
            clients.finish();

            Connection connection = new Connection(node);
            JsonNode audit = drained(connection);
            assertThat(audit.path("balanced").asBoolean()).as("%s", audit).isTrue();
            assertThat(audit.path("dead").asLong()).as("%s", audit).isZero();
            checkMoney(connection, clients.expectedCents());
            checkRecords(connection, clients.recorded());
        }
    }

    /** The node's count of its messages, once nothing is under way any more. */
    private static JsonNode drained(Connection connection) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JsonNode audit = connection.get("/audit");
            if (audit.path("pending").asLong(1) + audit.path("delayed").asLong(1) == 0) {
                return audit;
            }
            assertThat(System.nanoTime()).as("still under way: %s", audit).isLessThan(deadline);
        }
    }

    private static void checkMoney(Connection connection, long expected) throws IOException, InterruptedException {
        long sum = 0;
        for (int account = 0; account < Clients.ACCOUNTS; account++) {
            sum += connection
                    .get("/actors/account/a" + account)
                    .path("state")
                    .path("cents")
                    .asLong();
        }
        assertThat(sum).isEqualTo(expected);
    }

    private static void checkRecords(Connection connection, Map<String, Long> recorded)
            throws IOException, InterruptedException {
        for (int recorder = 0; recorder < Clients.RECORDERS; recorder++) {
            JsonNode senders = connection
                    .ask("/actors/recorder/r" + recorder + "/Report", "{}")
                    .path("reply")
                    .path("senders");
            assertThat(senders.size()).as("%s", senders).isEqualTo(recorded.size());
            recorded.forEach((sender, last) -> assertThat(senders.path(sender))
                    .as("%s", sender)
                    .hasToString("{\"count\":" + last + ",\"last\":" + last + ",\"duplicates\":0,\"outOfOrder\":0}"));
        }
    }
}
