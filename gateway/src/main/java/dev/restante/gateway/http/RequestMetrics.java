package dev.restante.gateway.http;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;

/** Counts and times requests by route; the pattern and not the path, as ids would make the series unbounded. */
final class RequestMetrics {

    private final Histogram duration;
    private final Counter lines;

    RequestMetrics(PrometheusRegistry registry) {
        duration = Histogram.builder()
                .name("restante_http_request_duration_seconds")
                .help("Time from a request's arrival to the start of its response")
                .unit(Unit.SECONDS)
                .labelNames("method", "route", "status")
                .classicOnly()
                .register(registry);
        lines = Counter.builder()
                .name("restante_http_lines")
                .help("Lines taken from POST /messages, by how they were answered")
                .labelNames("answer")
                .register(registry);
    }

    Timing begin(String method) {
        return new Timing(method, System.nanoTime());
    }

    void countLines(long receipts, long problems) {
        lines.labelValues("receipt").inc(receipts);
        lines.labelValues("problem").inc(problems);
    }

    /** One request under way. */
    final class Timing {

        private final String method;
        private final long begin;

        private Timing(String method, long begin) {
            this.method = method;
            this.begin = begin;
        }

        void end(String route, int status) {
            duration.labelValues(method, route, Integer.toString(status))
                    .observe(Unit.nanosToSeconds(System.nanoTime() - begin));
        }
    }
}
