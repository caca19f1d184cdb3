package dev.restante.benchmarks;

import java.io.PrintStream;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Prints what {@code bench tell} measures, a line or two for each part, as soon as it is known. */
final class TellReport {

    private final PrintStream out;

    TellReport(PrintStream out) {
        this.out = out;
    }

    void settings(TellSettings settings) {
        print(
                "%d mailboxes, %d bytes, %d in flight, %d node(s), %d processors, heap %d MiB",
                settings.mailboxes(),
                settings.payloadBytes(),
                settings.inFlight(),
                settings.nodes(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20);
    }

    void alone(String bareWrite, Histogram bare, Histogram alone) {
        print("%s: %s", bareWrite, micros(bare));
        print(
                "alone         one message in flight, send to receipt: %s; p50 is %.1f times that",
                micros(alone), (double) alone.getValueAtPercentile(50) / bare.getValueAtPercentile(50));
    }

    void durable(DurableLoad.Result result, MeasuredNodes.Written written, TellSettings settings) {
        double time = result.messages() / result.perSecond();
        print("durable tell  %,.0f messages/s, send to receipt: %s", result.perSecond(), micros(result.latencies()));
        print(
                "              %,.0f records/s, %.1f messages a record, %.0f bytes logged a message (payload %d)",
                written.records() / time,
                (double) result.messages() / written.records(),
                (double) written.bytes() / result.messages(),
                settings.payloadBytes());
    }

    void alternative(Alternative other, DurableLoad.Result result) {
        print(
                "%-13s %,.0f messages/s, %s: the durable rate is %.1f times that",
                other.name(), other.perSecond(), other.what(), result.perSecond() / other.perSecond());
    }

    void plain(double perSecond, DurableLoad.Result result) {
        print(
                "plain tell    %,.0f messages/s, nothing durable: %.1f times the durable rate",
                perSecond, perSecond / result.perSecond());
    }

    private void print(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    private static String micros(Histogram latencies) {
        return String.format(
                Locale.ROOT,
                "p50 %,d us, p99 %,d us, p99.9 %,d us",
                latencies.getValueAtPercentile(50) / 1000,
                latencies.getValueAtPercentile(99) / 1000,
                latencies.getValueAtPercentile(99.9) / 1000);
    }
}
