package dev.restante.gateway.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restante.gateway.ExitCode;
import dev.restante.testkit.simulation.Campaign;
import dev.restante.testkit.simulation.InvariantViolation;
import dev.restante.testkit.simulation.Totals;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code restante simulate}. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Run Restante's rules through histories of crashes, lost and doubled messages, stale owners, failing disks",
            "and clocks that are set, in virtual time and on memory, and check every promise. A seed decides everything.",
            "Prints how the histories went; of the first that breaks a promise, the smallest version that still does."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every history kept every promise",
            "1:a history broke a promise; its seed is printed",
            "2:the command was not understood"
        })
public final class SimulateCommand implements Callable<Integer> {

    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);

    /** How long a smaller history is looked for. */
    private static final Duration MINIMISING = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    @Nullable CommandSpec spec;

    @Option(names = "--seeds", paramLabel = "N", description = "How many histories. Default: ${DEFAULT-VALUE}.")
    long seeds = 1_000;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "The first seed; the others follow it. Default: one drawn by chance.")
    @Nullable Long seed;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    private final AtomicLong nextProgress = new AtomicLong();

    @Override
    public Integer call() throws InterruptedException {
        if (seeds < 1) {
            throw new ParameterException(Output.commandLine(spec), "--seeds must be at least 1, and is " + seeds);
        }
        long first = seed == null ? ThreadLocalRandom.current().nextLong(1L << 40) : seed;
        Campaign campaign = new Campaign(first, seeds);
        long begun = System.nanoTime();
        nextProgress.set(begun + PROGRESS_EVERY.toNanos());
        Optional<Campaign.Failure> failure = campaign.run(totals -> progress(totals, begun));
        double seconds = (System.nanoTime() - begun) / 1e9;
        Optional<InvariantViolation> smallest = failure.map(SimulateCommand::minimised);
        if (json) {
            Output.of(spec).println(toJson(first, seconds, campaign.totals(), failure, smallest));
        } else {
            report(first, seconds, campaign.totals());
            smallest.ifPresent(violation -> Output.of(spec).println("\n" + violation.getMessage()));
        }
        return failure.isEmpty() ? ExitCode.DONE : ExitCode.NEGATIVE;
    }

    private static InvariantViolation minimised(Campaign.Failure failure) {
        long until = System.nanoTime() + MINIMISING.toNanos();
        return failure.minimised(() -> System.nanoTime() < until);
    }

    private void progress(Totals totals, long begun) {
        long now = System.nanoTime();
        long due = nextProgress.get();
        if (now - due >= 0 && nextProgress.compareAndSet(due, now + PROGRESS_EVERY.toNanos())) {
            PrintWriter err = Output.commandLine(spec).getErr();
            err.printf(
                    Locale.ROOT,
                    "%,d of %,d histories, %,d a minute%n",
                    totals.histories(),
                    seeds,
                    perMinute(totals, (now - begun) / 1e9));
            err.flush();
        }
    }

    private void report(long first, double seconds, Totals totals) {
        PrintWriter out = Output.of(spec);
        out.printf(
                Locale.ROOT,
                "%,d histories from seed %d in %.1f s, %,d a minute: %,d steps, %,.1f hours of virtual time%n",
                totals.histories(),
                first,
                seconds,
                perMinute(totals, seconds),
                totals.events(),
                totals.millis() / 3_600_000.0);
        out.println("They went through");
        totals.counts().forEach((happening, times) -> out.printf(Locale.ROOT, "%,14d  %s%n", times, happening));
    }

    private static long perMinute(Totals totals, double seconds) {
        return Math.round(totals.histories() * 60 / Math.max(seconds, 0.001));
    }

    private static ObjectNode toJson(
            long first,
            double seconds,
            Totals totals,
            Optional<Campaign.Failure> failure,
            Optional<InvariantViolation> smallest) {
        ObjectNode object = JSON.createObjectNode();
        object.put("firstSeed", first);
        object.put("histories", totals.histories());
        object.put("seconds", seconds);
        object.put("perMinute", perMinute(totals, seconds));
        object.put("steps", totals.events());
        object.put("virtualMillis", totals.millis());
        ObjectNode counts = object.putObject("counts");
        totals.counts().forEach(counts::put);
        object.put("kept", failure.isEmpty());
        failure.ifPresent(found -> object.put("failedSeed", found.seed()));
        smallest.ifPresent(found -> object.put("promise", found.promise()).put("history", found.getMessage()));
        return object;
    }
}
