package dev.restante.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.fuzz.Mutations;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** Commands that were right once: whatever is typed instead, they end with an exit code of theirs and words, not with a stack trace. */
@Timeout(120)
class CommandLineFuzzTest {

    private static final long SEED = 20_300_101;

    /** Nobody listens there. */
    private static final String NOWHERE = "--node=http://127.0.0.1:1";

    private static final List<String> COMMANDS = List.of(
            "send\naccount/alice\nDeposit\n{\"cents\":5}\n--key\nk 1\n--delay\nPT5S",
            "ask\naccount/alice\nGetBalance\n--wait\n5\n--json",
            "actor\naccount/alice\n--pause",
            "mailbox\naccount/alice\n--limit\n5",
            "dead-letters\n--redrive\n2a-5f3c9-1",
            "audit\n--json");

    private static final String[] TOKENS = {
        "\n",
        "\n--",
        "\n-",
        "\n@",
        "\n--help",
        "\n--json=x",
        "%s",
        "%n",
        "\u0000",
        "\"",
        "'",
        "${env:HOME}",
        "/",
        "PT",
        "9".repeat(30),
        "\ud83d\ude00"
    };

    private final InputStream standardInput = System.in;

    @BeforeEach
    void nothing_comes_from_the_keyboard() {
        System.setIn(new ByteArrayInputStream(new byte[0]));
    }

    @AfterEach
    void keyboard() {
        System.setIn(standardInput);
    }

    @Test
    void a_damaged_command_ends_with_an_exit_code_and_words() {
        survive(SEED, 200);
    }

    @Tag("long")
    @Test
    void a_randomly_damaged_command_ends_with_an_exit_code_and_words() {
        survive(ThreadLocalRandom.current().nextLong(), 20_000);
    }

    private static void survive(long seed, int rounds) {
        List<byte[]> samples = COMMANDS.stream()
                .map(command -> command.getBytes(StandardCharsets.UTF_8))
                .toList();
        Mutations mutations = new Mutations(seed, samples, TOKENS);
        for (int round = 0; round < rounds; round++) {
            String[] typed = new String(mutations.next(), StandardCharsets.UTF_8).split("\n", -1);
            StringWriter printed = new StringWriter();

            int exitCode = run(typed, printed);

            assertThat(exitCode).as("seed %d: %s", seed, Arrays.toString(typed)).isBetween(0, 4);
            assertThat(printed.toString())
                    .as("seed %d: %s", seed, Arrays.toString(typed))
                    .doesNotContain("\tat dev.restante", "\tat picocli");
        }
    }

    private static int run(String[] typed, StringWriter printed) {
        PrintWriter out = new PrintWriter(printed, true);
        CommandLine line = Restante.commandLine().setOut(out).setErr(out);
        return line.execute(Stream.concat(Stream.of(typed), Stream.of(NOWHERE)).toArray(String[]::new));
    }
}
