package dev.restante.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.restante.gateway.http.HttpSettings;
import dev.restante.gateway.http.TestClient;
import dev.restante.persistence.local.LocalPostgres;
import dev.restante.persistence.postgres.PostgresStorage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that copy stores, on nodes that run. */
@Timeout(240)
class StoreCommandsTest {

    private static final int TALLIES = 10;
    private static final String PASSWORD_FILE = "restante.postgres.password-file";

    private static LocalPostgres server;

    @TempDir
    Path folder;

    /** What a command printed and ended with. */
    private record Run(int exitCode, String out, String err) {

        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    @BeforeAll
    static void a_database_runs() {
        server = LocalPostgres.start();
        System.setProperty(PASSWORD_FILE, server.passwordFile().toString());
        ConfigFactory.invalidateCaches();
    }

    @AfterAll
    static void it_stops() {
        server.close();
        System.clearProperty(PASSWORD_FILE);
        ConfigFactory.invalidateCaches();
    }

    private static Run restante(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                Restante.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exitCode = line.execute(Arrays.stream(args).map(Object::toString).toArray(String[]::new));
        return new Run(exitCode, out.toString(), err.toString());
    }

    private static RestanteNode start(Path data, Config settings) throws Exception {
        RestanteNode node = RestanteNode.start(
                NodeSettings.of(data)
                        .withHttp(HttpSettings.defaults().withAddress("127.0.0.1:0"))
                        .withOverrides(settings),
                List.of(new TallyApplication()));
        node.ready().toCompletableFuture().get(60, TimeUnit.SECONDS);
        return node;
    }

    private static Config postgres() {
        return ConfigFactory.parseMap(
                        Map.of("restante.postgres.jdbc-url", server.jdbcUrl(), "restante.postgres.user", server.user()))
                .withFallback(PostgresStorage.profile());
    }

    private static void addToAll(RestanteNode node, int n) {
        TestClient client = new TestClient(node.address());
        for (int tally = 0; tally < TALLIES; tally++) {
            assertThat(client.post("/actors/tally/t" + tally + "/Add", "{\"n\":" + n + "}", "Prefer", "wait=30")
                            .status())
                    .isEqualTo(200);
        }
    }

    private static void assertSums(RestanteNode node, int sum) {
        TestClient client = new TestClient(node.address());
        for (int tally = 0; tally < TALLIES; tally++) {
            assertThat(client.post("/actors/tally/t" + tally + "/Sum", "{}", "Prefer", "wait=30")
                            .json()
                            .path("reply")
                            .path("sum")
                            .intValue())
                    .isEqualTo(sum);
        }
    }

    @Test
    void a_node_starts_from_the_backup_of_one_that_runs() throws Exception {
        Path backup;
        try (RestanteNode node = start(folder.resolve("data"), ConfigFactory.empty())) {
            addToAll(node, 3);
            Run run = restante("backup", "--node", node.address(), "--json");
            addToAll(node, 4);

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.json().path("sound").booleanValue()).isTrue();
            backup = Path.of(run.json().path("folder").asText());
            assertThat(restante("backup", "--node", node.address(), "--to", folder.resolve("x"))
                            .err())
                    .contains("restante.embedded.backups.directory");
        }

        try (RestanteNode restored = start(backup, ConfigFactory.empty())) {
            assertSums(restored, 3);
        }
    }

    @Test
    void a_store_moves_to_a_database_is_backed_up_there_and_comes_back() throws Exception {
        Path data = folder.resolve("data");
        Path backup = folder.resolve("backup");
        Path returned = folder.resolve("returned");
        try (RestanteNode node = start(data, ConfigFactory.empty())) {
            addToAll(node, 3);
            Run early = restante("migrate", "--from", data, "--to", server.jdbcUrl(), "--jdbc-user", server.user());
            assertThat(early.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(early.err()).contains("is in use by");
        }

        Run there =
                restante("migrate", "--from", data, "--to", server.jdbcUrl(), "--jdbc-user", server.user(), "--json");
        assertThat(there.exitCode()).as(there.err()).isZero();
        assertThat(there.json().path("audit").path("processed").intValue()).isEqualTo(TALLIES);
        try (RestanteNode node = start(folder.resolve("unused"), postgres())) {
            assertSums(node, 3);
            addToAll(node, 4);
            Run copied = restante(
                    "backup",
                    "--store",
                    "postgres",
                    "--jdbc-url",
                    server.jdbcUrl(),
                    "--jdbc-user",
                    server.user(),
                    "--to",
                    backup);
            assertThat(copied.exitCode()).as(copied.err()).isZero();
            assertThat(copied.out()).contains("sound").contains(backup.toString());
            Run early = restante("migrate", "--from", server.jdbcUrl(), "--to", returned, "--jdbc-user", server.user());
            assertThat(early.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(early.err()).contains("Stop all of them first");
            assertThat(new TestClient(node.address()).post("/backups", "").status())
                    .isEqualTo(409);
        }
        Run back = restante("migrate", "--from", server.jdbcUrl(), "--to", returned, "--jdbc-user", server.user());
        assertThat(back.exitCode()).as(back.err()).isZero();

        for (Path store : List.of(backup, returned)) {
            try (RestanteNode node = start(store, ConfigFactory.empty())) {
                assertSums(node, 7);
            }
        }
        assertThat(Files.exists(folder.resolve("returned.incomplete"))).isFalse();
    }

    @Test
    void what_cannot_be_done_is_said() {
        assertThat(restante("migrate", "--from", "a", "--to", "b").err())
                .contains("one of --from and --to is a folder, the other one begins with jdbc:postgresql:");
        assertThat(restante("migrate", "--from", folder, "--to", server.jdbcUrl())
                        .err())
                .contains("There is no store in " + folder);
        assertThat(restante("backup", "--store", "postgres", "--jdbc-url", server.jdbcUrl())
                        .err())
                .contains("needs --to DIR");
        assertThat(restante("backup", "--node", "http://127.0.0.1:1").exitCode())
                .isEqualTo(ExitCode.UNREACHABLE);
    }
}
