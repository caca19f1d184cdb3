package dev.restante.testkit;

import dev.restante.behavior.Ensemble;
import dev.restante.engine.EngineSettings;
import dev.restante.engine.Peer;
import dev.restante.engine.Protocol;
import dev.restante.engine.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** One life of the node, from its start to its crash: the courier and all partitions, and the network between them. */
final class HostedNode {

    private static final long CHECKPOINT_BYTES = 16 << 10;

    final Agenda agenda;
    final Ensemble ensemble;
    final EngineSettings settings;
    final OutsideWorld world;
    final HostedCourier courier;
    private final List<HostedPartition> partitions = new ArrayList<>();

    HostedNode(Lasting lasting, LongSupplier channelIds) {
        agenda = lasting.agenda();
        ensemble = lasting.ensemble();
        settings = lasting.settings();
        world = new OutsideWorld(lasting.ensemble(), lasting.agenda(), lasting.standIns());
        courier = new HostedCourier(this, channelIds);
        for (PartitionStore store : lasting.stores()) {
            partitions.add(new HostedPartition(this, partitions.size(), store));
        }
        partitions.forEach(HostedPartition::start);
    }

    /** What outlives the node. */
    record Lasting(
            Agenda agenda, Ensemble ensemble, EngineSettings settings, List<PartitionStore> stores, StandIns standIns) {

        static Lasting fresh(Ensemble ensemble, int partitions, long now) {
            List<PartitionStore> stores = new ArrayList<>();
            for (int partition = 0; partition < partitions; partition++) {
                stores.add(new PartitionStore());
            }
            return new Lasting(new Agenda(now), ensemble, settings(partitions), List.copyOf(stores), new StandIns());
        }

        /** A node's, but with checkpoints after so little that an ordinary test comes to have some. */
        private static EngineSettings settings(int partitions) {
            EngineSettings usual = EngineSettings.defaults();
            return new EngineSettings(
                    partitions,
                    usual.handOverMessages(),
                    usual.handOverBytes(),
                    usual.recordBytes(),
                    CHECKPOINT_BYTES,
                    usual.windowMessages(),
                    usual.windowBytes(),
                    usual.bagBytes(),
                    usual.memoryBytes(),
                    usual.activeCells(),
                    usual.idleMillis(),
                    usual.graceMillis(),
                    usual.channelMillis(),
                    usual.outcomeMillis(),
                    usual.rememberedKeys(),
                    usual.timers(),
                    usual.outboxBytes(),
                    usual.openCalls(),
                    usual.resendMillis());
        }
    }

    void toPartition(Peer from, int partition, Protocol message) {
        partitions.get(partition).arrive(from, message);
    }

    /** Completes, in a later step, with the answer whose type is said at the request. */
    CompletableFuture<Object> ask(int partition, Request request) {
        return partitions.get(partition).ask(request);
    }
}
