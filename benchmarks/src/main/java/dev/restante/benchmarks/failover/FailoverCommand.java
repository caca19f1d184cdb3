package dev.restante.benchmarks.failover;

import dev.restante.gateway.ExitCode;
import dev.restante.gateway.process.ChildNodeSettings;
import dev.restante.gateway.process.LocalCluster;
import dev.restante.gateway.process.LocalNode;
import dev.restante.persistence.local.LocalPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code restante bench failover}. */
@Command(
        name = "failover",
        mixinStandardHelpOptions = true,
        description = {
            "Kill nodes of a cluster of three under load, and have nodes leave and join as planned.",
            "Prints how long partitions gave no receipts, and the receipts in each second around it.",
            "The nodes are processes on 127.0.0.2 to 127.0.0.4, on a PostgreSQL that is started for them."
        })
public final class FailoverCommand implements Callable<Integer> {

    private static final int NODES = 3;

    /** What the nodes are started with has that many. */
    private static final int PARTITIONS = 64;

    @Option(names = "--kills", description = "How many nodes to kill, one after the other. Default: ${DEFAULT-VALUE}.")
    int kills = 20;

    @Option(
            names = "--leaves",
            description = "How many nodes leave as planned, and join again. Default: ${DEFAULT-VALUE}.")
    int leaves = 6;

    @Option(names = "--data", description = "Folder on the disk to use. Default: the current one.")
    Path data = Path.of("");

    private final PrintStream out = System.out;

    /** Made by the command line. */
    public FailoverCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(Files.createDirectories(data.toAbsolutePath()), "bench-");
        try (LocalPostgres database = LocalPostgres.startIn(folder);
                LocalCluster cluster = new LocalCluster(NODES, database, settings(folder));
                Probes probes = new Probes(cluster.nodes())) {
            cluster.start(NODES);
            probes.start(PARTITIONS);
            measure(cluster.nodes(), new Failover(cluster, probes));
            return ExitCode.DONE;
        } finally {
            delete(folder);
        }
    }

    private static ChildNodeSettings settings(Path folder) {
        return ChildNodeSettings.of("bank", folder)
                .withJvmOptions(List.of("-Xmx512m"))
                .withReadyWithin(Duration.ofMinutes(2));
    }

    private void measure(List<LocalNode> nodes, Failover failover) throws InterruptedException {
        out.printf(
                "%d nodes, %d partitions, %d processors, %d messages a second%n",
                NODES,
                PARTITIONS,
                Runtime.getRuntime().availableProcessors(),
                PARTITIONS * Duration.ofSeconds(1).toMillis() / Probes.PACE.toMillis());
        FailoverReport killed = new FailoverReport("killed", out);
        for (int i = 0; i < kills; i++) {
            killed.add(failover.kill(nodes.get(i % NODES)));
        }
        killed.print();
        FailoverReport left = new FailoverReport("left", out);
        FailoverReport joined = new FailoverReport("joined", out);
        for (int i = 0; i < leaves; i++) {
            LocalNode node = nodes.get(i % NODES);
            left.add(failover.leave(node));
            joined.add(failover.join(node));
        }
        left.print();
        joined.print();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
