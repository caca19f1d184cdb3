package dev.restante.persistence.embedded;

import static dev.restante.persistence.embedded.EmbeddedFixture.log;
import static dev.restante.persistence.embedded.EmbeddedFixture.settings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.persistence.StoreUnusableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real process that is killed with SIGKILL while it writes. */
@Timeout(120)
class KilledProcessTest {

    private static final int IDS = 8;

    @TempDir
    private Path directory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end_processes() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Process startWriter() throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WriterProcess.class.getName(),
                        directory.toString(),
                        Integer.toString(IDS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(process);
        return process;
    }

    @Test
    void what_a_killed_process_had_been_told_is_there_and_nothing_has_a_gap() throws Exception {
        Map<String, Long> acknowledged = new HashMap<>();
        for (int round = 1; round <= 3; round++) {
            Process writer = startWriter();
            killAfter(writer, 200 * round, acknowledged);

            try (EmbeddedStore store = EmbeddedStore.open(settings(directory))) {
                for (int id = 0; id < IDS; id++) {
                    List<String> log = log(store, "p-" + id);
                    assertThat((long) log.size()).isGreaterThanOrEqualTo(acknowledged.getOrDefault("p-" + id, 0L));
                    for (int n = 1; n <= log.size(); n++) {
                        assertThat(log.get(n - 1)).startsWith("record-" + n + "-");
                    }
                }
            }
        }
        assertThat(acknowledged).hasSize(IDS);
    }

    private static void killAfter(Process writer, int lines, Map<String, Long> acknowledged) throws Exception {
        try (BufferedReader output = writer.inputReader(UTF_8)) {
            int read = 0;
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                String[] idAndNumber = line.split(" ", 2);
                acknowledged.merge(idAndNumber[0], Long.valueOf(idAndNumber[1]), Math::max);
                if (++read == lines) {
                    // By its handle, which leaves the output open: what was told before the kill counts.
                    assertThat(writer.toHandle().destroyForcibly()).isTrue();
                }
            }
            assertThat(read).as("the writer lived until it was killed").isGreaterThanOrEqualTo(lines);
        }
        assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_folder_that_another_process_uses_is_refused_and_that_one_is_named() throws Exception {
        Process writer = startWriter();
        try (BufferedReader output = writer.inputReader(UTF_8)) {
            assertThat(output.readLine()).isNotNull();

            assertThatThrownBy(() -> EmbeddedStore.open(settings(directory)))
                    .isInstanceOf(StoreUnusableException.class)
                    .hasMessageContaining("process " + writer.pid())
                    .hasMessageContaining(directory.toRealPath().toString());

            assertThat(output.readLine()).as("the other goes on").isNotNull();
            writer.destroyForcibly();
            assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        EmbeddedStore.open(settings(directory)).close();
    }
}
