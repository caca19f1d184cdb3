package dev.restante.testkit.simulation;

import dev.restante.engine.CourierSettings;
import dev.restante.engine.EngineSettings;

/** The shape of a history. */
public record SimulationSettings(
        Mode mode,
        int nodes,
        int actorsPerType,
        Load load,
        EngineSettings engine,
        CourierSettings courier,
        Faults faults) {

    private static final int DAY_MILLIS = 86_400_000;

    /** Settings drawn by {@code seed}: limits so small that all of them are met within a few hundred messages. */
    public static SimulationSettings drawn(long seed) {
        Chance chance = new Chance(seed ^ 0x5e77146L);
        Faults faults = Faults.drawn(chance);
        boolean clocksAreSet = faults.level(Fault.CLOCK_JUMP) > 0;
        EngineSettings engine = smallEngine(chance, clocksAreSet ? DAY_MILLIS : chance.between(90_000, 150_000));
        return new SimulationSettings(
                chance.oneIn(8) ? Mode.SAFETY : Mode.LIVENESS,
                chance.between(2, 3),
                chance.between(1, 3),
                Load.drawn(chance),
                engine,
                smallCourier(chance, engine.channelMillis()),
                faults);
    }

    /** A history without faults, for building named ones on. */
    public static SimulationSettings calm() {
        Chance chance = new Chance(1);
        EngineSettings engine = smallEngine(chance, 100_000);
        CourierSettings courier = smallCourier(chance, engine.channelMillis());
        return new SimulationSettings(Mode.LIVENESS, 2, 2, Load.light(), engine, courier, Faults.none());
    }

    ClusterSettings cluster(Interference interference) {
        return new ClusterSettings(nodes, engine, courier, faults, interference);
    }

    /** What is not accepted in time is given up well before its channel is forgotten. */
    private static CourierSettings smallCourier(Chance chance, long channelMillis) {
        return new CourierSettings(
                chance.oneIn(4) ? chance.between(5, 50) : 10_000,
                chance.oneIn(4) ? chance.between(2_000, 20_000) : 10L << 20,
                chance.between(300, (int) channelMillis / 2),
                chance.between(30, 500),
                chance.between(500, 2_000),
                chance.between(10, 200),
                chance.between(100, 2_000),
                chance.between((int) channelMillis / 4, (int) channelMillis / 2));
    }

    /** @param outcomeMillis longer than a history or a jump of a clock, so that no outcome is forgotten before it is checked */
    private static EngineSettings smallEngine(Chance chance, int outcomeMillis) {
        return new EngineSettings(
                chance.between(2, 4),
                chance.between(1, 8),
                chance.between(300, 4_000),
                chance.between(1_000, 20_000),
                chance.between(500, 20_000),
                chance.between(1, 16),
                chance.between(400, 8_000),
                chance.between(400, 4_000),
                chance.between(500, 20_000),
                chance.between(1, 8),
                chance.between(50, 5_000),
                chance.between(0, 5),
                chance.between(2_000, 10_000),
                outcomeMillis,
                chance.oneIn(6) ? chance.between(5, 50) : 10_000,
                chance.oneIn(6) ? chance.between(1, 10) : 1_000,
                10L << 20,
                chance.between(1, 4),
                chance.between(100, 2_000));
    }

    public SimulationSettings withMode(Mode newMode) {
        return new SimulationSettings(newMode, nodes, actorsPerType, load, engine, courier, faults);
    }

    public SimulationSettings withNodes(int newNodes) {
        return new SimulationSettings(mode, newNodes, actorsPerType, load, engine, courier, faults);
    }

    public SimulationSettings withActorsPerType(int newActorsPerType) {
        return new SimulationSettings(mode, nodes, newActorsPerType, load, engine, courier, faults);
    }

    public SimulationSettings withLoad(Load newLoad) {
        return new SimulationSettings(mode, nodes, actorsPerType, newLoad, engine, courier, faults);
    }

    public SimulationSettings withFaults(Faults newFaults) {
        return new SimulationSettings(mode, nodes, actorsPerType, load, engine, courier, newFaults);
    }

    @Override
    public String toString() {
        return mode + ", " + nodes + " nodes, " + actorsPerType + " actors of each type\n" + load + "\n" + faults + "\n"
                + engine + "\n" + courier;
    }
}
