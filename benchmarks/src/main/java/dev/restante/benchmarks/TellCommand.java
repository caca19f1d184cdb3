package dev.restante.benchmarks;

import dev.restante.gateway.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code restante bench tell}. */
@Command(
        name = "tell",
        mixinStandardHelpOptions = true,
        description = {
            "Send to durable actors of a node in this process, with every commit synced.",
            "Prints messages per second, the time from send to receipt, and beside it, from the same run,",
            "what the disk or database does by itself and the same messages to plain actors."
        })
final class TellCommand implements Callable<Integer> {

    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration ALONE = Duration.ofSeconds(3);
    private static final int RAW_SYNCS = 2_000;

    @Option(names = "--mailboxes", description = "Actors that receive. Default: ${DEFAULT-VALUE}.")
    int mailboxes = 1_000;

    @Option(names = "--payload", description = "Bytes of text in each message. Default: ${DEFAULT-VALUE}.")
    int payload = 200;

    @Option(names = "--seconds", description = "Length of each measured part. Default: ${DEFAULT-VALUE}.")
    int seconds = 10;

    @Option(names = "--in-flight", description = "Most messages without a receipt. Default: ${DEFAULT-VALUE}.")
    int inFlight = 16_384;

    @Option(names = "--data", description = "Folder on the disk to measure. Default: the current one.")
    Path data = Path.of("");

    /** Stores that can be measured. */
    enum Store {
        embedded,
        postgres
    }

    @Option(
            names = "--store",
            description = "embedded, or postgres: a server that is started for it. Default: ${DEFAULT-VALUE}.")
    Store store = Store.embedded;

    @Option(
            names = "--nodes",
            description = "Nodes in this process, on the same PostgreSQL if more than one. Default: ${DEFAULT-VALUE}.")
    int nodes = 1;

    @Override
    public Integer call() throws Exception {
        if (nodes > 1 && store != Store.postgres) {
            throw new IllegalArgumentException("only one node can use an embedded store; add --store postgres");
        }
        Path directory = Files.createTempDirectory(Files.createDirectories(data.toAbsolutePath()), "bench-");
        try {
            TellSettings settings =
                    new TellSettings(mailboxes, payload, Duration.ofSeconds(seconds), inFlight, nodes, directory);
            try (MeasuredStore measured =
                    store == Store.postgres ? MeasuredDatabase.startIn(directory) : new MeasuredFolder(directory)) {
                measure(settings, measured);
            }
            return ExitCode.DONE;
        } finally {
            delete(directory);
        }
    }

    private void measure(TellSettings settings, MeasuredStore measured) throws Exception {
        TellReport report = new TellReport(System.out);
        report.settings(settings);
        measured.bareWrites(RAW_SYNCS);
        Histogram bare = measured.bareWrites(RAW_SYNCS);
        List<Alternative> alternatives = measured.alternatives(settings);
        try (MeasuredNodes running = MeasuredNodes.start(settings.nodes(), measured.config())) {
            DurableLoad load = new DurableLoad(running.all(), settings);
            load.run(WARM_UP);
            load.alone(Duration.ofSeconds(1));
            report.alone(measured.bareWrite(), bare, load.alone(ALONE));
            MeasuredNodes.Written before = running.written();
            DurableLoad.Result result = load.run(settings.duration());
            report.durable(result, running.written().since(before), settings);
            alternatives.forEach(alternative -> report.alternative(alternative, result));
            report.plain(PlainPekko.messagesPerSecond(settings), result);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
