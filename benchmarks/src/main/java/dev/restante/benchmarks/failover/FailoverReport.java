package dev.restante.benchmarks.failover;

import dev.restante.benchmarks.failover.Failover.Loss;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Adds up what taking nodes away came to, and prints it. */
final class FailoverReport {

    private final String what;
    private final PrintStream out;
    private final List<Loss> losses = new ArrayList<>();

    FailoverReport(String what, PrintStream out) {
        this.what = what;
        this.out = out;
    }

    void add(Loss loss) {
        losses.add(loss);
        out.printf(
                Locale.ROOT,
                "  %s: %d partitions back within %.1f s, longest pause %.1f s, %d requests without a receipt%n",
                what,
                loss.away().size(),
                seconds(longest(loss)),
                seconds(loss.pause()),
                loss.failed());
        out.flush();
    }

    void print() {
        if (losses.isEmpty()) {
            return;
        }
        List<Duration> each =
                losses.stream().flatMap(loss -> loss.away().stream()).sorted().toList();
        List<Duration> all =
                losses.stream().map(FailoverReport::longest).sorted().toList();
        out.printf(
                Locale.ROOT,
                "%s %d times: one partition p50 %.2f s, max %.2f s; all of a node's p50 %.2f s, max %.2f s;"
                        + " %d requests without a receipt%n",
                what,
                losses.size(),
                seconds(each.get(each.size() / 2)),
                seconds(each.get(each.size() - 1)),
                seconds(all.get(all.size() / 2)),
                seconds(all.get(all.size() - 1)),
                losses.stream().mapToLong(Loss::failed).sum());
        int width = losses.stream().mapToInt(loss -> loss.curve().size()).min().orElse(0);
        out.println("  receipts a second, mean, from 3 s before: "
                + IntStream.range(0, width).mapToObj(this::mean).collect(Collectors.joining(" ")));
    }

    private String mean(int second) {
        return Long.toString(Math.round(losses.stream()
                .mapToInt(loss -> loss.curve().get(second))
                .average()
                .orElse(0)));
    }

    private static Duration longest(Loss loss) {
        return loss.away().stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
