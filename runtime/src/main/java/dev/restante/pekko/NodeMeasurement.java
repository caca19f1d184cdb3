package dev.restante.pekko;

import dev.restante.engine.PartitionFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorRef;

/** Collects the figures of a node from its partitions and its courier. */
final class NodeMeasurement {

    private final PartitionRequests requests;
    private final PartitionRoutes routes;
    private final NodeCounters counters;
    private final CourierQueue queue;

    NodeMeasurement(PartitionRequests requests, PartitionRoutes routes, NodeCounters counters, CourierQueue queue) {
        this.requests = requests;
        this.routes = routes;
        this.counters = counters;
        this.queue = queue;
    }

    CompletionStage<NodeFigures> take() {
        Map<Integer, ActorRef> known = routes.known();
        List<CompletionStage<Measured>> answers = new ArrayList<>();
        known.forEach((partition, owner) -> {
            if (owner.path().address().hasLocalScope()) {
                CompletionStage<PartitionFigures> figures = requests.put(partition, PartitionMessage.Measure.INSTANCE);
                answers.add(figures.thenApply(measured -> new Measured(partition, measured)));
            }
        });
        return PartitionRequests.all(answers).thenApply(measured -> summary(measured, known.size()));
    }

    private NodeFigures summary(List<Measured> measured, int known) {
        Map<Integer, PartitionFigures> partitions = new TreeMap<>();
        measured.forEach(one -> partitions.put(one.partition(), one.figures()));
        return new NodeFigures(
                partitions,
                routes.partitions(),
                known,
                queue.size(),
                queue.bytes(),
                counters.records().sum(),
                counters.recordBytes().sum(),
                counters.submitted().sum(),
                counters.accepted().sum(),
                counters.refused().sum(),
                counters.inDoubt().sum(),
                counters.overdueTurns().sum(),
                counters.partitionFailures().sum(),
                counters.unroutable().sum());
    }

    private record Measured(int partition, PartitionFigures figures) {}
}
