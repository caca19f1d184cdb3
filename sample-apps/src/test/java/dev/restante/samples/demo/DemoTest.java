package dev.restante.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.gateway.command.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The demo as its user runs it, with few payments. */
class DemoTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void every_payment_survives_two_kills_and_a_closed_carrier() {
        int exit = run(
                "--payments",
                "1500",
                "--rate",
                "500",
                "--data",
                folder.resolve("data").toString());

        assertThat(out.toString()).contains("kill -9", "the carrier is closed", "the carrier is open again");
        assertThat(lastLine())
                .isEqualTo("audit: payments=1500 accounting=1500 analytics=1500 fulfilment=1500 lost=0 duplicated=0"
                        + " pending=0 balanced=true");
        assertThat(exit).isZero();
    }

    @Test
    void payments_come_from_a_file_and_bad_lines_are_told() throws IOException {
        Path input = Files.write(
                folder.resolve("payments.ndjson"),
                List.of(
                        "{\"paymentId\":\"ä/1\",\"merchant\":\"Bücher & Co\",\"cents\":5,\"currency\":\"EUR\"}",
                        "nonsense",
                        "{\"paymentId\":\"ä/1\",\"merchant\":\"Bücher & Co\",\"cents\":5,\"currency\":\"EUR\"}",
                        "{\"paymentId\":\"ä/1\",\"merchant\":\"Bücher & Co\",\"cents\":6,\"currency\":\"EUR\"}",
                        "{\"merchant\":\"flowers\",\"cents\":7,\"currency\":\"USD\"}"));

        int exit = run("--input", input.toString());

        assertThat(out.toString()).contains("input line 2 left out: not JSON", "input line 4 refused: ");
        assertThat(lastLine()).startsWith("audit: payments=2 accounting=2 analytics=2 fulfilment=2 lost=0");
        assertThat(exit).isZero();
    }

    @Test
    void a_folder_that_is_not_empty_is_left_alone() throws IOException {
        Files.createFile(folder.resolve("something"));

        assertThat(run("--data", folder.toString())).isEqualTo(2);
        assertThat(folder).isDirectoryContaining(path -> path.endsWith("something"));
    }

    private int run(String... arguments) {
        PrintWriter writer = new PrintWriter(out, true);
        return new CommandLine(new DemoCommand())
                .setOut(writer)
                .setErr(writer)
                .setExecutionExceptionHandler(CommandFailure::report)
                .execute(arguments);
    }

    private String lastLine() {
        List<String> lines = out.toString().lines().toList();
        return lines.get(lines.size() - 1);
    }
}
