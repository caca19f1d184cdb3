package dev.restante.testkit.simulation;

import dev.restante.engine.CourierSettings;
import dev.restante.engine.EngineSettings;
import java.util.EnumSet;
import java.util.Set;

/**
 * The shape of a history.
 *
 * @param clients how many send
 * @param messages how many each client sends
 * @param hotPercent share of all messages that goes to one actor
 * @param loadMillis virtual time over which they send
 * @param operations how many requests operators make meanwhile
 * @param defects put in on purpose, to see that they are noticed
 */
public record SimulationSettings(
        int nodes,
        int actorsPerType,
        int clients,
        int messages,
        int hotPercent,
        int loadMillis,
        int operations,
        EngineSettings engine,
        CourierSettings courier,
        Faults faults,
        Set<Defect> defects) {

    public SimulationSettings {
        defects = defects.isEmpty() ? EnumSet.noneOf(Defect.class) : EnumSet.copyOf(defects);
    }

    ClusterSettings cluster() {
        return new ClusterSettings(nodes, engine, courier, faults, defects);
    }

    /** Settings drawn by {@code seed}: limits so small that all of them are met within a few hundred messages. */
    public static SimulationSettings drawn(long seed) {
        Chance chance = new Chance(seed ^ 0x5e77146L);
        EngineSettings engine = smallEngine(chance);
        return new SimulationSettings(
                chance.between(2, 3),
                chance.between(1, 3),
                chance.between(1, 4),
                chance.oneIn(6) ? chance.between(100, 200) : chance.between(10, 60),
                chance.oneIn(3) ? chance.between(30, 90) : 0,
                chance.between(2_000, 20_000),
                chance.oneIn(3) ? 0 : chance.between(1, 40),
                engine,
                smallCourier(chance, engine.channelMillis()),
                Faults.drawn(chance),
                Set.of());
    }

    /** A history without faults, for building named ones on. */
    public static SimulationSettings calm() {
        Chance chance = new Chance(1);
        EngineSettings engine = smallEngine(chance);
        CourierSettings courier = smallCourier(chance, engine.channelMillis());
        return new SimulationSettings(2, 2, 3, 40, 0, 5_000, 0, engine, courier, Faults.none(), Set.of());
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

    private static EngineSettings smallEngine(Chance chance) {
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
                chance.between(90_000, 150_000),
                chance.oneIn(6) ? chance.between(5, 50) : 10_000,
                chance.oneIn(6) ? chance.between(1, 10) : 1_000,
                10L << 20,
                chance.between(1, 4),
                chance.between(100, 2_000));
    }

    public SimulationSettings withFaults(Faults newFaults) {
        return new SimulationSettings(
                nodes,
                actorsPerType,
                clients,
                messages,
                hotPercent,
                loadMillis,
                operations,
                engine,
                courier,
                newFaults,
                defects);
    }

    public SimulationSettings withDefects(Set<Defect> newDefects) {
        return new SimulationSettings(
                nodes,
                actorsPerType,
                clients,
                messages,
                hotPercent,
                loadMillis,
                operations,
                engine,
                courier,
                faults,
                newDefects);
    }

    public SimulationSettings withOperations(int newOperations) {
        return new SimulationSettings(
                nodes,
                actorsPerType,
                clients,
                messages,
                hotPercent,
                loadMillis,
                newOperations,
                engine,
                courier,
                faults,
                defects);
    }
}
