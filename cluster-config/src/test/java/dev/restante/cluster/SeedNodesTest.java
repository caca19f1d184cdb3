package dev.restante.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SeedNodesTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    /** Nobody says good-bye at the end: a member that was never reached would be waited for. */
    private static final String QUIET_AND_QUICK = "pekko { loglevel = OFF, stdout-loglevel = OFF,"
            + " coordinated-shutdown.run-by-actor-system-terminate = off }";

    private static final Path MAKE_TEST_CA = Path.of("make-test-ca").toAbsolutePath();

    private final List<ActorSystem> systems = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (ActorSystem system : systems) {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void the_profile_names_the_seed_nodes_and_lies_under_what_is_asked_for() {
        SeedNodes nodes = SeedNodes.of(
                new NodeAddress("127.0.0.2", 7071),
                List.of(NodeAddress.parse("127.0.0.2:7071"), NodeAddress.parse("127.0.0.3:7071")));

        Config config = nodes.load(ConfigFactory.parseString("pekko.cluster.split-brain-resolver.stable-after = 20 s"));

        assertThat(config.getStringList("pekko.cluster.seed-nodes"))
                .containsExactly("pekko://restante@127.0.0.2:7071", "pekko://restante@127.0.0.3:7071");
        assertThat(config.getString("restante.cluster.join")).isEqualTo("seed-nodes");
        assertThat(config.getString("pekko.cluster.app-version"))
                .matches("\\d+\\.\\d+\\.\\d+.*")
                .isEqualTo(config.getString("restante.release"));
        assertThat(config.getDuration("pekko.cluster.split-brain-resolver.stable-after"))
                .isEqualTo(Duration.ofSeconds(20));
        assertThat(config.getString("pekko.cluster.downing-provider-class")).contains("SplitBrainResolver");
    }

    @Test
    void an_address_that_is_none_is_refused_with_an_example() {
        for (String wrong : List.of("", "host", "host:", ":7071", "host:0", "host:99999", "pekko://x@host:1", "h:x")) {
            assertThatThrownBy(() -> NodeAddress.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected HOST:PORT, as in 10.0.0.4:7071");
        }
    }

    @Test
    void a_tls_file_that_is_not_there_is_named(@TempDir Path folder) {
        NodeAddress self = new NodeAddress("127.0.0.2", 7071);
        SeedNodes nodes = SeedNodes.of(self, List.of(self)).withTls(TlsFiles.in(folder));

        assertThatThrownBy(() -> nodes.load(ConfigFactory.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tls.");
    }

    @Test
    void nodes_find_each_other_by_the_seed_nodes() throws IOException {
        NodeAddress seed = free("127.0.0.2");
        NodeAddress other = free("127.0.0.3");

        assertThat(joined(SeedNodes.of(seed, List.of(seed)), "")).succeedsWithin(LIMIT);
        assertThat(joined(SeedNodes.of(other, List.of(seed)), "")).succeedsWithin(LIMIT);
    }

    @Test
    void a_node_that_differs_in_what_all_must_have_in_common_does_not_join() throws IOException {
        NodeAddress seed = free("127.0.0.2");
        assertThat(joined(SeedNodes.of(seed, List.of(seed)), "restante.store-identity = a"))
                .succeedsWithin(LIMIT);

        for (String setting : List.of("restante.partitions = 32", "restante.store-identity = b")) {
            Config same = ConfigFactory.parseString("restante.store-identity = a");
            SeedNodes nodes = SeedNodes.of(free("127.0.0.3"), List.of(seed));
            CompletableFuture<Void> up =
                    joined(nodes, ConfigFactory.parseString(setting).withFallback(same));

            assertThat(systems.get(systems.size() - 1).getWhenTerminated().toCompletableFuture())
                    .as(setting)
                    .succeedsWithin(LIMIT);
            assertThat(up).as(setting).isNotDone();
        }
    }

    @Test
    void with_tls_a_node_joins_whose_certificate_names_its_host_and_no_other(@TempDir Path folder) throws Exception {
        makeCertificates(folder, "127.0.0.2", "127.0.0.3", "127.0.0.9");
        NodeAddress seed = free("127.0.0.2");
        NodeAddress honest = free("127.0.0.3");
        NodeAddress other = free("127.0.0.4");

        assertThat(joined(withTls(seed, seed, folder.resolve("127.0.0.2")), "")).succeedsWithin(LIMIT);
        CompletableFuture<Void> disguised = joined(withTls(other, seed, folder.resolve("127.0.0.9")), "");
        assertThat(joined(withTls(honest, seed, folder.resolve("127.0.0.3")), ""))
                .succeedsWithin(LIMIT);

        assertThat(disguised).isNotDone();
    }

    private static SeedNodes withTls(NodeAddress self, NodeAddress seed, Path files) {
        return SeedNodes.of(self, List.of(seed)).withTls(TlsFiles.in(files));
    }

    private static void makeCertificates(Path folder, String... hosts) throws Exception {
        List<String> command = new ArrayList<>(List.of(MAKE_TEST_CA.toString(), folder.toString()));
        command.addAll(List.of(hosts));
        assumeTrue(
                new ProcessBuilder("openssl", "version").start().waitFor(10, TimeUnit.SECONDS), "there is no openssl");
        Process made = new ProcessBuilder(command).inheritIO().start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(made.exitValue()).isZero();
        assertThat(Files.exists(folder.resolve(hosts[0]).resolve("tls.crt"))).isTrue();
    }

    /** Completes when the node is a member. */
    private CompletableFuture<Void> joined(SeedNodes nodes, String overrides) {
        return joined(nodes, ConfigFactory.parseString(overrides));
    }

    private CompletableFuture<Void> joined(SeedNodes nodes, Config overrides) {
        ActorSystem system = ActorSystem.create(
                "restante", nodes.load(overrides.withFallback(ConfigFactory.parseString(QUIET_AND_QUICK))));
        systems.add(system);
        CompletableFuture<Void> up = new CompletableFuture<>();
        Cluster.get(system).registerOnMemberUp(() -> up.complete(null));
        return up;
    }

    private static NodeAddress free(String host) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return new NodeAddress(host, socket.getLocalPort());
        }
    }
}
