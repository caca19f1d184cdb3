package dev.restante.gateway.http;

import dev.restante.engine.PartitionFigures;
import dev.restante.pekko.NodeFigures;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.ToLongFunction;

/** A node's figures as metrics: of partitions the sum over those that the node owns, so that the number of series stays small. */
final class FigureMetrics {

    private final NodeFigures figures;
    private final MetricSnapshots.Builder snapshots;

    private FigureMetrics(NodeFigures figures, MetricSnapshots.Builder snapshots) {
        this.figures = figures;
        this.snapshots = snapshots;
    }

    static void add(NodeFigures figures, MetricSnapshots.Builder snapshots) {
        FigureMetrics metrics = new FigureMetrics(figures, snapshots);
        metrics.addCounters();
        metrics.addNodeGauges();
        metrics.addPartitionGauges();
    }

    private void addCounters() {
        counter("records", "Records committed to the logs", figures.records());
        counter("record_bytes", "Bytes committed to the logs", figures.recordBytes());
        counter("sends", "Messages that the courier took from senders", figures.submitted());
        counter("sends_accepted", "Messages of senders that became durable", figures.accepted());
        counter("sends_refused", "Messages of senders that were refused", figures.refused());
        counter("sends_in_doubt", "Messages of senders without an answer in time", figures.inDoubt());
        counter("overdue_turns", "Hand-overs that took longer than their behavior's limit", figures.overdueTurns());
        counter("partition_failures", "Partitions that stopped for a failure", figures.partitionFailures());
        counter("unroutable", "Protocol messages dropped for want of an owner", figures.unroutable());
    }

    private void addNodeGauges() {
        gauge("partitions", "Partitions of the store", figures.partitionCount());
        gauge("partitions_with_owner", "Partitions whose owner this node knows", figures.knownPartitions());
        gauge(
                "partitions_owned",
                "Partitions that this node owns",
                figures.partitions().size());
        gauge("courier_queue_messages", "Messages that wait for the courier", figures.queuedMessages());
        gauge("courier_queue_bytes", "Bytes that wait for the courier", figures.queuedBytes());
    }

    private void addPartitionGauges() {
        gauge("partitions_running", "Owned partitions that have recovered", sum(p -> p.running() ? 1 : 0));
        gauge("pending_messages", "Messages in mailboxes", sum(PartitionFigures::pending));
        gauge("pending_bytes", "Bytes of messages in mailboxes", sum(PartitionFigures::pendingBytes));
        gauge("delayed_messages", "Messages not due yet", sum(PartitionFigures::delayed));
        gauge("unacked_messages", "Messages on their way to other partitions", sum(PartitionFigures::unacked));
        gauge("open_calls", "Calls to the outside world without an answer", sum(PartitionFigures::calls));
        gauge("cells", "Actors kept active", sum(PartitionFigures::cells));
        gauge("cells_busy", "Actors at work", sum(PartitionFigures::busyCells));
        gauge("message_memory_bytes", "Bytes of messages in memory", sum(PartitionFigures::memoryBytes));
        gauge("log_tail_bytes", "Bytes logged since the last checkpoints", sum(PartitionFigures::tailBytes));
    }

    private long sum(ToLongFunction<PartitionFigures> figure) {
        return figures.partitions().values().stream().mapToLong(figure).sum();
    }

    private void counter(String name, String help, long value) {
        snapshots.metricSnapshot(CounterSnapshot.builder()
                .name("restante_" + name)
                .help(help)
                .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .value((double) value)
                        .build())
                .build());
    }

    private void gauge(String name, String help, long value) {
        snapshots.metricSnapshot(GaugeSnapshot.builder()
                .name("restante_" + name)
                .help(help)
                .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .value((double) value)
                        .build())
                .build());
    }
}
