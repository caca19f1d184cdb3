package dev.restante.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.persistence.local.LocalPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that do not belong to the cluster that they knock at. */
@Tag("long")
@Timeout(240)
class RefusedJoinTest {

    @TempDir
    Path folder;

    private ChildNodeSettings settings(LocalPostgres server, int number, int port, String... jvmOptions)
            throws IOException {
        String host = "127.0.0." + (number + 1);
        Path own = Files.createDirectories(folder.resolve("node" + number));
        return ChildNodeSettings.of("tally", own)
                .withOptions(List.of(
                        "--store",
                        "postgres",
                        "--jdbc-url",
                        server.jdbcUrl(),
                        "--jdbc-user",
                        server.user(),
                        "--cluster",
                        host + ":" + port,
                        "--seeds",
                        "127.0.0.2:" + port))
                .withEnvironment(Map.of("RESTANTE_POSTGRES_PASSWORD", server.password()))
                .withJvmOptions(List.of(jvmOptions));
    }

    @Test
    void a_node_on_another_database_or_of_a_far_release_ends_and_both_sides_say_why() throws Exception {
        int port = freePort();
        try (LocalPostgres server = LocalPostgres.start();
                ChildNode first = ChildNode.start(settings(server, 1, port))) {
            ChildNodeSettings elsewhere = settings(server, 2, port, "-Drestante.postgres.schema=elsewhere");
            ChildNodeSettings later = settings(server, 3, port, "-Drestante.release=99.0.0");

            for (ChildNodeSettings refused : List.of(elsewhere, later)) {
                assertThatThrownBy(() -> ChildNode.start(refused)).hasMessageContaining("ended before it was ready");
            }

            assertThat(first.isAlive()).isTrue();
            assertThat(log(2)).contains("does not let this node in").contains("restante.partitions = 64");
            assertThat(log(3)).contains("does not let this node in").contains("release 99.0.0");
            assertThat(log(1))
                    .contains("these are two stores, and partitions would leave all they have behind")
                    .contains("set restante.postgres.jdbc-url and restante.postgres.schema as in the cluster")
                    .contains("the node that wants to join is of release 99.0.0");
        }
    }

    private String log(int number) throws IOException {
        return Files.readString(folder.resolve("node" + number).resolve("node.log"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
