package dev.restante.samples.demo;

import dev.restante.gateway.ExitCode;
import dev.restante.gateway.command.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restante demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Send payments through a node that is killed with -9 twice under load, while the service of one subscriber fails for"
                    + " a while; then look into every actor's state and count.",
            "With --nodes 3, through three nodes on a PostgreSQL that is started for them: one is killed, one is frozen until the"
                    + " others have given it up, and each is restarted in turn.",
            "Ends with 1 when a payment was lost or booked twice."
        })
final class DemoCommand implements Callable<Integer> {

    private static final double INPUT_RATE = 10_000;
    private static final double CLUSTER_INPUT_RATE = 200;
    private static final String STANDARD_INPUT = "-";
    private static final Duration CLEANUP = Duration.ofSeconds(40);

    /** As many Java processes as a large machine may bear. */
    private static final int MOST_NODES = 9;

    /** How long things go wrong in a cluster of three. */
    private static final double CLUSTER_SECONDS = 90;

    @Spec
    @Nullable CommandSpec spec;

    @Option(
            names = "--payments",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many to make up. Default: 10000.")
    long payments = 10_000;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many nodes: 1, or 3 to 9. Default: 1.")
    int nodes = 1;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the payments made up. Default: 1.")
    long seed = 1;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description =
                    "Read payments from this file instead, or from standard input (-): a JSON object a line, as in"
                            + " {\"paymentId\":\"books-1\",\"merchant\":\"books\",\"cents\":1999,\"currency\":\"EUR\"}.")
    @Nullable String input;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "Payments sent a second. Default: so many that all are sent in 10 seconds, at least 2000; 10000 with"
                            + " --input; with several nodes so many that sending takes about as long as what goes wrong.")
    @Nullable Double rate;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Keep the node's data and log in this folder, which must be new or empty; of several nodes the logs only."
                            + " Default: a temporary one.")
    @Nullable Path data;

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "Audit what there is after so long. Default: 600.")
    long timeLimit = 600;

    @Override
    public Integer call() throws IOException {
        require(payments > 0, "--payments must be more than zero");
        require(nodes == 1 || (nodes >= 3 && nodes <= MOST_NODES), "--nodes must be 1, or 3 to " + MOST_NODES);
        require(rate == null || rate > 0, "--rate must be more than zero");
        require(timeLimit > 0, "--time-limit must be more than zero");
        PrintWriter out = commandLine().getOut();
        Display display = new Display(out, CommandLine.Help.Ansi.AUTO.enabled());
        try (PaymentSource source = source(display)) {
            AuditReport report = run(source, display);
            display.announce(report.line());
            return report.passed() ? ExitCode.DONE : ExitCode.NEGATIVE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.NEGATIVE, "the demo was stopped");
        } catch (IllegalStateException e) {
            throw new CommandFailure(ExitCode.NEGATIVE, String.valueOf(e.getMessage()));
        } catch (CompletionException e) {
            throw new CommandFailure(ExitCode.NEGATIVE, "the demo failed: " + e.getCause());
        }
    }

    private AuditReport run(PaymentSource source, Display display) throws IOException, InterruptedException {
        Path folder = folder();
        CountDownLatch ended = new CountDownLatch(1);
        stopOnShutdown(Thread.currentThread(), ended);
        try (Demo demo = new Demo(
                new DemoSettings(nodes, folder, paymentsPerSecond(), Duration.ofSeconds(timeLimit)), source, display)) {
            return demo.run();
        } finally {
            if (data == null) {
                delete(folder);
            }
            ended.countDown();
        }
    }

    /** Whoever stops the demo with Ctrl-C finds neither a node nor a temporary folder left behind. */
    private static void stopOnShutdown(Thread demo, CountDownLatch ended) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (ended.getCount() > 0) {
                demo.interrupt();
                awaitAtMost(CLEANUP, ended);
            }
        }));
    }

    private static void awaitAtMost(Duration patience, CountDownLatch ended) {
        try {
            if (!ended.await(patience.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("restante: the demo did not end within " + patience.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private double paymentsPerSecond() {
        if (rate != null) {
            return rate;
        }
        if (nodes > 1) {
            return input == null ? payments / CLUSTER_SECONDS : CLUSTER_INPUT_RATE;
        }
        return input == null ? Math.max(2_000, payments / 10.0) : INPUT_RATE;
    }

    private PaymentSource source(Display display) throws IOException {
        if (input == null) {
            return new GeneratedPayments(seed, payments);
        }
        if (input.equals(STANDARD_INPUT)) {
            return new PaymentInput(
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), display::announce);
        }
        Path file = Path.of(input);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new CommandFailure(ExitCode.USAGE, "--input: there is no readable file " + file);
        }
        return new PaymentInput(Files.newBufferedReader(file), display::announce);
    }

    private Path folder() throws IOException {
        if (data == null) {
            return Files.createTempDirectory("restante-demo");
        }
        Files.createDirectories(data);
        try (Stream<Path> content = Files.list(data)) {
            if (content.findAny().isPresent()) {
                throw new CommandFailure(
                        ExitCode.USAGE, "--data: " + data + " is not empty, and its payments would be counted too");
            }
        }
        return data.toAbsolutePath();
    }

    private static void delete(Path folder) throws IOException {
        List<Path> content;
        try (Stream<Path> walk = Files.walk(folder)) {
            content = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : content) {
            Files.delete(each);
        }
    }

    private void require(boolean met, String what) {
        if (!met) {
            throw new CommandLine.ParameterException(commandLine(), what);
        }
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec, "picocli injects the spec").commandLine();
    }
}
