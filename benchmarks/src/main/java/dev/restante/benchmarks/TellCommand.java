package dev.restante.benchmarks;

import dev.restante.cluster.SingleNode;
import dev.restante.gateway.ExitCode;
import dev.restante.pekko.NodeFigures;
import dev.restante.pekko.NodeRuntime;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
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

    private static final Duration WARM_UP = Duration.ofSeconds(5);
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

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory(data.toAbsolutePath(), "bench-");
        try {
            TellSettings settings =
                    new TellSettings(mailboxes, payload, Duration.ofSeconds(seconds), inFlight, directory);
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
        out.printf(
                Locale.ROOT,
                "%d mailboxes, %d bytes, %d in flight, %d processors, heap %d MiB%n",
                settings.mailboxes(),
                settings.payloadBytes(),
                settings.inFlight(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20);
        measured.bareWrites(RAW_SYNCS);
        Histogram bare = measured.bareWrites(RAW_SYNCS);
        OptionalDouble rows = measured.rowsPerSecond(settings.payloadBytes(), settings.duration());
        try (NodeRuntime node = NodeRuntime.start(SingleNode.load(measured.config()), List.of(new Counter()))) {
            node.ready().toCompletableFuture().get(60, TimeUnit.SECONDS);
            DurableLoad load = new DurableLoad(node, settings);
            load.run(WARM_UP);
            load.alone(Duration.ofSeconds(1));
            report(measured.bareWrite(), bare, load.alone(ALONE));
            NodeFigures before = node.figures().toCompletableFuture().get(10, TimeUnit.SECONDS);
            DurableLoad.Result result = load.run(settings.duration());
            NodeFigures after = node.figures().toCompletableFuture().get(10, TimeUnit.SECONDS);
            report(result, before, after, settings);
            rows.ifPresent(each -> out.printf(
                    Locale.ROOT,
                    "row each     %,.0f messages/s, a row and a commit for each: the durable rate is %.1f times that%n",
                    each,
                    result.perSecond() / each));
            double plain = PlainPekko.messagesPerSecond(settings);
            out.printf(
                    Locale.ROOT,
                    "plain tell   %,.0f messages/s, nothing durable: %.1f times the durable rate%n",
                    plain,
                    plain / result.perSecond());
        }
    }

    private void report(String bareWrite, Histogram bare, Histogram alone) {
        out.printf(Locale.ROOT, "%s: %s%n", bareWrite, micros(bare));
        out.printf(
                Locale.ROOT,
                "alone        one message in flight, send to receipt: %s; p50 is %.1f times that%n",
                micros(alone),
                (double) alone.getValueAtPercentile(50) / bare.getValueAtPercentile(50));
    }

    private void report(DurableLoad.Result result, NodeFigures before, NodeFigures after, TellSettings settings) {
        long records = after.records() - before.records();
        long bytes = after.recordBytes() - before.recordBytes();
        double time = result.messages() / result.perSecond();
        out.printf(
                Locale.ROOT,
                "durable tell %,.0f messages/s, send to receipt: %s%n",
                result.perSecond(),
                micros(result.latencies()));
        out.printf(
                Locale.ROOT,
                "             %,.0f records/s, %.1f messages a record, %.0f bytes logged a message (payload %d)%n",
                records / time,
                (double) result.messages() / records,
                (double) bytes / result.messages(),
                settings.payloadBytes());
    }

    private static String micros(Histogram latencies) {
        return String.format(
                Locale.ROOT,
                "p50 %,d us, p99 %,d us, p99.9 %,d us",
                latencies.getValueAtPercentile(50) / 1000,
                latencies.getValueAtPercentile(99) / 1000,
                latencies.getValueAtPercentile(99.9) / 1000);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
