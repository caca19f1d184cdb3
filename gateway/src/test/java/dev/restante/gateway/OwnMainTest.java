package dev.restante.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OwnMainTest {

    /** A main as the README shows it. */
    static final class Main {

        private Main() {}

        public static void main(String[] args) {
            RestanteNode.run(args, new TallyApplication());
        }
    }

    @TempDir
    Path folder;

    private @Nullable Process node;

    @AfterEach
    void end_the_node() {
        if (node != null) {
            node.destroyForcibly();
        }
    }

    @Test
    void the_ready_line_is_all_that_a_main_of_ones_own_prints() throws Exception {
        Path log = folder.resolve("log");
        Process started = start(log);
        node = started;

        try (BufferedReader output = started.inputReader(StandardCharsets.UTF_8)) {
            String first = output.readLine();
            started.getOutputStream().close();
            List<String> rest = output.lines().toList();

            assertThat(first).startsWith("ready http://127.0.0.1:");
            assertThat(rest).isEmpty();
        }
        assertThat(started.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(started.exitValue()).isZero();
        assertThat(Files.readString(log)).contains("ready at").contains("stopped");
    }

    private Process start(Path log) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(java, "-cp", System.getProperty("java.class.path"), Main.class.getName());
        List<String> options =
                List.of("--data", folder.resolve("data").toString(), "--http", "127.0.0.1:0", "--stop-with-input");
        return new ProcessBuilder(
                        Stream.concat(command.stream(), options.stream()).toList())
                .redirectError(log.toFile())
                .start();
    }
}
