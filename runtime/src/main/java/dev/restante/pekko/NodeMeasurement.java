package dev.restante.pekko;

import dev.restante.engine.PartitionFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** A partition that does not answer in time is left out: it is when something is wrong that figures are wanted. */
    CompletionStage<NodeFigures> take() {
        Map<Integer, ActorRef> known = routes.known();
        List<CompletionStage<Optional<Measured>>> answers = new ArrayList<>();
        known.forEach((partition, owner) -> {
            if (owner.path().address().hasLocalScope()) {
                answers.add(requests.measure(partition)
                        .handle((measured, failure) ->
                                failure == null ? Optional.of(new Measured(partition, measured)) : Optional.empty()));
            }
        });
        return PartitionRequests.all(answers).thenApply(measured -> summary(measured, known.size()));
    }

    private NodeFigures summary(List<Optional<Measured>> measured, int known) {
        Map<Integer, PartitionFigures> partitions = new TreeMap<>();
        for (Optional<Measured> answer : measured) {
            answer.ifPresent(one -> partitions.put(one.partition(), one.figures()));
        }
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
