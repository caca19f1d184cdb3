package dev.restante.gateway.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.restante.ActorRuntime;
import dev.restante.ClusterStatus;
import dev.restante.pekko.NodeFigures;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Health, metrics and the cluster. */
final class NodeRoutes {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ActorRuntime runtime;
    private final CompletableFuture<Void> recovered;
    private final PrometheusRegistry registry;
    private final Supplier<CompletionStage<NodeFigures>> figures;
    private final PrometheusTextFormatWriter metricsWriter =
            PrometheusTextFormatWriter.builder().build();
    private final ContentType metricsType = ContentTypes.parse(metricsWriter.getContentType());
    private volatile boolean stopping;

    NodeRoutes(ActorRuntime runtime, Supplier<CompletionStage<NodeFigures>> figures, PrometheusRegistry registry) {
        this.runtime = runtime;
        this.recovered = runtime.ready().toCompletableFuture();
        this.figures = figures;
        this.registry = registry;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/health/live", exchange -> health("live")),
                Route.of("GET", "/health/ready", this::ready),
                Route.of("GET", "/metrics", this::metrics),
                Route.of("GET", "/cluster", this::cluster));
    }

    /** From now on the node is not ready: whoever balances load shall look elsewhere. */
    void stopping() {
        stopping = true;
    }

    private CompletionStage<HttpResponse> ready(Exchange exchange) {
        if (stopping) {
            throw notReady("the node is stopping");
        }
        if (!recovered.isDone() || recovered.isCompletedExceptionally()) {
            throw notReady("partitions are recovering");
        }
        return runtime.operations().cluster().thenCompose(cluster -> {
            int missing = cluster.partitionCount() - cluster.partitions().size();
            if (missing > 0) {
                throw notReady(missing + " of " + cluster.partitionCount() + " partitions have no owner");
            }
            return health("ready");
        });
    }

    private static ProblemException notReady(String detail) {
        return ProblemType.UNAVAILABLE.because(detail).retryAfter(RETRY).asException();
    }

    private static CompletionStage<HttpResponse> health(String status) {
        return CompletableFuture.completedFuture(Replies.json(200, out -> {
            out.writeStartObject();
            out.writeStringField("status", status);
            out.writeEndObject();
        }));
    }

    private CompletionStage<HttpResponse> metrics(Exchange exchange) {
        return figures.get().thenApply(now -> {
            MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
            registry.scrape().stream().forEach(snapshots::metricSnapshot);
            FigureMetrics.add(now, snapshots);
            return HttpResponse.create().withEntity(metricsType, text(snapshots.build()));
        });
    }

    private byte[] text(MetricSnapshots snapshots) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(16 << 10);
        try {
            metricsWriter.write(text, snapshots);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toByteArray();
    }

    private CompletionStage<HttpResponse> cluster(Exchange exchange) {
        return runtime.operations()
                .cluster()
                .thenApply(cluster -> Replies.json(200, out -> writeCluster(out, cluster)));
    }

    private static void writeCluster(JsonGenerator out, ClusterStatus cluster) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("members");
        for (ClusterStatus.Member member : cluster.members()) {
            out.writeStartObject();
            out.writeStringField("address", member.address());
            out.writeStringField("status", member.status());
            out.writeStringField("version", member.version());
            out.writeArrayFieldStart("roles");
            for (String role : member.roles()) {
                out.writeString(role);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeNumberField("partitionCount", cluster.partitionCount());
        out.writeObjectFieldStart("partitions");
        for (var owner : new TreeMap<>(cluster.partitions()).entrySet()) {
            out.writeStringField(owner.getKey().toString(), owner.getValue());
        }
        out.writeEndObject();
        out.writeEndObject();
    }
}
