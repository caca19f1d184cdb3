package dev.restante.testkit.simulation;

import dev.restante.engine.CourierSettings;
import dev.restante.engine.EngineSettings;

/**
 * What a world is made of, whoever plays in it.
 *
 * @param interference what stands between the engine and the world; for one history
 */
record ClusterSettings(
        int nodes, EngineSettings engine, CourierSettings courier, Faults faults, Interference interference) {

    /**
     * Settings of which {@code seed} draws those that no sender can notice: so small that checkpoints, spilling and passivation happen within
     * a few messages. What senders can notice is as on a node.
     */
    static ClusterSettings drawn(long seed, int nodes, int partitions, Faults faults) {
        Chance chance = new Chance(seed ^ 0x5e77146L);
        EngineSettings usual = EngineSettings.defaults();
        EngineSettings engine = new EngineSettings(
                partitions,
                chance.between(1, 16),
                chance.between(1_000, 64_000),
                chance.between(2_000, 40_000),
                chance.between(1_000, 40_000),
                chance.between(2, 64),
                chance.between(2_000, 40_000),
                chance.between(1_000, 16_000),
                chance.between(2_000, 40_000),
                chance.between(2, 32),
                chance.between(50, 10_000),
                usual.graceMillis(),
                usual.channelMillis(),
                usual.outcomeMillis(),
                usual.rememberedKeys(),
                usual.timers(),
                usual.outboxBytes(),
                chance.between(1, 8),
                usual.resendMillis());
        return new ClusterSettings(nodes, engine, CourierSettings.defaults(), faults, Interference.NONE);
    }
}
