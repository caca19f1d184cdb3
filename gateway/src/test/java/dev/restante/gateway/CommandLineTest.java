package dev.restante.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.ActorId;
import dev.restante.ActorStatus;
import dev.restante.Audit;
import dev.restante.ClusterStatus;
import dev.restante.DeadLetter;
import dev.restante.MailboxDepth;
import dev.restante.MessageId;
import dev.restante.MessageState;
import dev.restante.MessageStatus;
import dev.restante.Payload;
import dev.restante.Refusal;
import dev.restante.RefusedException;
import dev.restante.UnknownOutcomeException;
import dev.restante.WaitingMessage;
import dev.restante.gateway.http.TestGateway;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    private static final ActorId ALICE = new ActorId("account", "alice");
    private static final MessageId ID = new MessageId(7, 3, 9);

    @RegisterExtension
    static final TestGateway GATEWAY = new TestGateway();

    private static CommandRun run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--node=http://127.0.0.1:" + GATEWAY.port());
        return CommandRun.of(all.toArray(String[]::new));
    }

    private static Payload payload(String name, String json) {
        return new Payload(name, 1, json.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageStatus ended(MessageState state, Optional<Payload> reply, Optional<String> reason) {
        return new MessageStatus(ID, ALICE, state, 0, Instant.EPOCH, reply, reason, Optional.empty());
    }

    @Test
    void send_ends_when_the_message_is_durable() {
        CommandRun run = run("send", "account/alice", "Deposit", "{\"cents\":5}", "--key", "k 1", "--delay", "PT5S");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).startsWith("accepted 7-5f3c9-");
        assertThat(GATEWAY.runtime.sent.get(0).to()).isEqualTo(ALICE);
        assertThat(GATEWAY.runtime.sent.get(0).options().key()).contains("k 1");
        assertThat(GATEWAY.runtime.sent.get(0).options().notBefore()).isPresent();
    }

    @Test
    void a_key_with_slashes_and_blanks_reaches_its_actor() {
        run("send", "account/a/b \u00fc?#", "Deposit", "{\"cents\":5}");

        assertThat(GATEWAY.runtime.sent.get(0).to().key()).isEqualTo("a/b \u00fc?#");
    }

    @Test
    void ask_prints_the_reply() {
        GATEWAY.runtime.outcomes = sent -> CompletableFuture.completedFuture(
                ended(MessageState.PROCESSED, Optional.of(payload("Balance", "{\"cents\":500}")), Optional.empty()));

        assertThat(run("ask", "account/alice", "GetBalance").out().strip()).isEqualTo("{\"cents\":500}");
        assertThat(run("ask", "account/alice", "GetBalance", "--json").out()).contains("\"state\":\"processed\"");
    }

    @Test
    void ask_ends_with_1_when_the_behavior_rejects() {
        GATEWAY.runtime.outcomes = sent -> CompletableFuture.completedFuture(
                ended(MessageState.REJECTED, Optional.empty(), Optional.of("insufficient funds")));

        CommandRun run = run("ask", "account/alice", "GetBalance");

        assertThat(run.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(run.err()).contains("rejected: insufficient funds");
    }

    @Test
    void ask_ends_with_4_when_the_outcome_does_not_come_in_time() {
        GATEWAY.runtime.outcomes =
                sent -> CompletableFuture.failedFuture(new UnknownOutcomeException("not within 1 s"));

        CommandRun run = run("ask", "account/alice", "GetBalance", "--wait", "1");

        assertThat(run.exitCode()).isEqualTo(ExitCode.PENDING);
        assertThat(run.err()).contains("is durable");
    }

    @Test
    void a_refusal_names_what_exists_and_when_to_try_again() {
        CommandRun unknown = run("send", "acount/alice", "Deposit", "{}");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(unknown.err()).contains("'acount'").contains("account, recorder");

        GATEWAY.runtime.receipts = sent -> CompletableFuture.failedFuture(new RefusedException(
                Refusal.MAILBOX_FULL, "account/alice is full", Optional.of(Duration.ofSeconds(3))));
        CommandRun full = run("send", "account/alice", "Deposit", "{\"cents\":1}");
        assertThat(full.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(full.err()).contains("try again in 3 s");
    }

    @Test
    void no_answer_in_time_ends_with_3() {
        GATEWAY.runtime.receipts = sent -> CompletableFuture.failedFuture(new UnknownOutcomeException("no owner"));

        assertThat(run("send", "account/alice", "Deposit", "{\"cents\":1}").exitCode())
                .isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void without_a_node_it_says_how_to_start_one() {
        CommandRun run = CommandRun.of("audit", "--node", "http://127.0.0.1:1");

        assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.err()).contains("http://127.0.0.1:1").contains("restante node --app");
    }

    @Test
    void actor_shows_pauses_and_resumes() {
        GATEWAY.runtime.operations.actor = Optional.of(new ActorStatus(
                ALICE, 5, 3, 1, 2, false, Optional.empty(), 0, 17, Optional.of(payload("Balance", "{\"cents\":5}"))));

        CommandRun shown = run("actor", "account/alice", "--pause");
        run("actor", "account/alice", "--resume");

        assertThat(shown.out()).contains("depth").contains("{\"cents\":5}");
        assertThat(GATEWAY.runtime.operations.done).containsExactly("pause account/alice", "resume account/alice");
        assertThat(run("actor", "account/alice", "--pause", "--resume").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("actor", "--pause").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void actor_alone_lists_those_with_work_waiting() {
        assertThat(run("actor").out()).contains("no actor has work waiting");

        GATEWAY.runtime.operations.depths = List.of(new MailboxDepth(ALICE, 12, true));
        assertThat(run("actor").out().strip()).isEqualTo("12        account/alice (paused)");
    }

    @Test
    void mailbox_peeks_and_purges() {
        GATEWAY.runtime.operations.waiting = List.of(new WaitingMessage(
                ID, 1, payload("Deposit", "{\"cents\":5}"), 0, Instant.EPOCH, Optional.empty(), true));

        assertThat(run("mailbox", "account/alice", "--limit", "9").out())
                .contains("7-3-9")
                .contains("Deposit {\"cents\":5}")
                .contains("(in work)");
        assertThat(run("mailbox", "account/alice", "--purge").out().strip()).isEqualTo("purged 3");
        assertThat(GATEWAY.runtime.operations.done).containsExactly("peek account/alice 9", "purge account/alice");
    }

    @Test
    void dead_letters_are_listed_shown_redriven_and_discarded() {
        GATEWAY.runtime.operations.deadLetters.put(
                ID,
                new DeadLetter(
                        ID,
                        ALICE,
                        payload("Deposit", "{\"cents\":1}"),
                        5,
                        "failed\u001b[31m",
                        "stack",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Optional.empty()));

        CommandRun list = run("dead-letters", "--type", "account");
        assertThat(list.out()).contains("7-3-9").contains("failed").doesNotContain("\u001b");
        assertThat(run("dead-letters", "show", "7-3-9").out()).contains("stack");
        assertThat(run("dead-letters", "redrive", "7-3-9", "--body", "{\"cents\":2}")
                        .out()
                        .strip())
                .isEqualTo("redriven 1");
        assertThat(run("dead-letters", "redrive", "--actor", "account/alice")
                        .out()
                        .strip())
                .isEqualTo("redriven 1");
        assertThat(run("dead-letters", "discard", "7-3-9", "--json").out().strip())
                .isEqualTo("{\"discarded\":1}");
        assertThat(run("dead-letters", "show", "1-1-1").exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(GATEWAY.runtime.operations.done)
                .contains("redrive 7-3-9 with Deposit {\"cents\":2}", "redrive 7-3-9", "discard 7-3-9");
    }

    @Test
    void audit_ends_with_1_when_it_is_not_balanced() {
        assertThat(run("audit").exitCode()).isEqualTo(ExitCode.DONE);

        GATEWAY.runtime.operations.audit = new Audit(2, 1, 0, 0, 0, 0, 0, 0, 0);
        CommandRun run = run("audit");
        assertThat(run.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(run.out()).contains("balanced          false");
    }

    @Test
    void cluster_shows_who_owns_how_many_and_ends_with_1_when_a_partition_has_no_owner() {
        CommandRun run = run("cluster");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("Up").contains("pekko://node@a:1").contains("8 partitions");

        GATEWAY.runtime.operations.cluster = new ClusterStatus(List.of(), Map.of(0, "pekko://node@a:1"), 8);
        CommandRun incomplete = run("cluster");
        assertThat(incomplete.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(incomplete.out()).contains("7 partitions have no owner");
    }

    @Test
    void what_a_node_of_a_cluster_needs_is_told(@TempDir Path folder) {
        String data = "--data=" + folder.resolve("data");

        CommandRun seedsAlone = CommandRun.of("node", "--app", "tally", data, "--seeds", "127.0.0.2:7071");
        CommandRun badSeed = CommandRun.of("node", "--app", "tally", data, "--cluster", "127.0.0.2");
        CommandRun embedded = CommandRun.of("node", "--app", "tally", data, "--cluster", "127.0.0.2:7071");

        assertThat(seedsAlone.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(seedsAlone.err()).contains("--cluster HOST:PORT");
        assertThat(badSeed.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(embedded.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(embedded.err()).contains("--store postgres");
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "ask", "actor", "mailbox", "dead-letters", "audit", "cluster"})
    void every_command_has_help(String command) {
        CommandRun help = CommandRun.of(command, "--help");

        assertThat(help.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(help.out())
                .contains("Usage: restante " + command)
                .contains("--json")
                .contains("--node");
    }

    @Test
    void the_root_documents_the_exit_codes() {
        assertThat(CommandRun.of("--help").out()).contains("Exit codes:").contains("no node was reached");
    }

    @Test
    void what_is_not_understood_ends_with_2() {
        assertThat(CommandRun.of("sned").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(CommandRun.of("send", "account/alice").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run("send", "alice", "Deposit").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run("ask", "account/alice", "GetBalance", "--wait", "61").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(CommandRun.of("audit", "--node", "nonsense").exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
