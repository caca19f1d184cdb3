package dev.restante.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.restante.ActorId;
import dev.restante.Audit;
import dev.restante.gateway.http.HttpSettings;
import dev.restante.gateway.http.TestClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command that checks a store, on stores that a node has written. */
class CheckTest {

    @TempDir
    static Path temporary;

    /** As it is after the node has stopped. */
    private static Path stopped;

    /** As it is after the node was killed. */
    private static Path killed;

    private static Audit audit;
    private static Run whileRunning;

    /** What a command printed and ended with. */
    private record Run(int exitCode, String out, String err) {

        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    @BeforeAll
    static void a_node_has_run() throws Exception {
        stopped = temporary.resolve("stopped");
        killed = temporary.resolve("killed");
        try (RestanteNode node = start(stopped)) {
            work(node);
            audit = node.runtime().operations().audit().toCompletableFuture().get(30, TimeUnit.SECONDS);
            whileRunning = check(stopped);
            copy(stopped, killed);
        }
    }

    private static RestanteNode start(Path folder) throws Exception {
        RestanteNode node = RestanteNode.start(
                NodeSettings.of(folder).withHttp(HttpSettings.defaults().withAddress("127.0.0.1:0")),
                List.of(new TallyApplication()));
        node.ready().toCompletableFuture().get(60, TimeUnit.SECONDS);
        return node;
    }

    /** Messages that are done, wait, are rejected and dead. */
    private static void work(RestanteNode node) throws Exception {
        node.runtime()
                .operations()
                .pause(new ActorId("tally", "paused"))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        TestClient client = new TestClient(node.address());
        for (int n = 1; n <= 60; n++) {
            add(client, "t" + n % 20, n);
        }
        add(client, "paused", 1);
        add(client, "rejecting", -1);
        add(client, "failing", 0);
        Eventually.that(() -> assertThat(client.get("/dead-letters").json().path("deadLetters"))
                .hasSize(1));
    }

    private static void add(TestClient client, String tally, int n) {
        String wait = tally.startsWith("t") ? "wait=30" : "respond-async";
        client.post("/actors/tally/" + tally + "/Add", "{\"n\":" + n + "}", "Prefer", wait);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static Run check(Path folder, String... options) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                Restante.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] args = Stream.concat(Stream.of("check", "--data", folder.toString()), Stream.of(options))
                .toArray(String[]::new);
        int exitCode = line.execute(args);
        return new Run(exitCode, out.toString(), err.toString());
    }

    @Test
    void a_store_that_a_node_runs_on_is_left_alone() {
        assertThat(whileRunning.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(whileRunning.err()).contains(stopped.toString()).contains("in use");
    }

    @Test
    void a_folder_without_a_store_is_said_to_be_none() {
        Run run = check(temporary.resolve("nothing"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("There is no store in " + temporary.resolve("nothing"));
    }

    @Test
    void a_store_that_was_left_cleanly_is_sound_and_its_messages_are_those_of_the_audit() throws Exception {
        assertSound(check(stopped, "--json"));
    }

    @Test
    void a_store_that_was_killed_is_sound_and_its_messages_are_those_of_the_audit() throws Exception {
        assertSound(check(killed, "--json"));
    }

    private static void assertSound(Run run) throws IOException {
        JsonNode report = run.json();
        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.DONE);
        assertThat(report.path("sound").booleanValue()).isTrue();
        assertThat(report.path("partitions").intValue()).isEqualTo(64);
        assertThat(report.path("records").intValue()).isGreaterThan(64);
        JsonNode counted = report.path("audit");
        assertThat(counted.path("accepted").longValue()).isEqualTo(audit.accepted());
        assertThat(counted.path("processed").longValue()).isEqualTo(audit.processed());
        assertThat(counted.path("rejected").longValue()).isEqualTo(audit.rejected());
        assertThat(counted.path("pending").longValue()).isEqualTo(audit.pending());
        assertThat(counted.path("dead").longValue()).isEqualTo(audit.dead());
        assertThat(counted.path("balanced").booleanValue()).isTrue();
    }

    @Test
    void without_json_the_report_is_for_people() {
        Run run = check(stopped);

        assertThat(run.out()).contains("sound").contains("true").contains("audit");
    }
}
