package dev.restante.testkit.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What goes wrong in a history, and how long things take where nothing does.
 *
 * @param networkMillis typical time on the wire
 * @param storageMillis typical time of a storage operation
 * @param freezeMillis longest stop of a node
 */
public record Faults(int networkMillis, int storageMillis, int freezeMillis, Map<Fault, Integer> levels) {

    public Faults {
        EnumMap<Fault, Integer> present = new EnumMap<>(Fault.class);
        levels.forEach((fault, level) -> {
            if (level > 0) {
                present.put(fault, level);
            }
        });
        levels = present;
    }

    /** Nothing goes wrong; things still take time. */
    public static Faults none() {
        return new Faults(2, 3, 1_000, Map.of());
    }

    /** Each kind is left out of some histories, since a fault that is everywhere hides what the others do. */
    static Faults drawn(Chance chance) {
        Map<Fault, Integer> levels = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            int level = level(fault, chance);
            levels.put(fault, isLeftOut(fault, chance) ? 0 : level);
        }
        int network = chance.between(1, 30);
        int storage = chance.oneIn(4) ? chance.between(20, 200) : chance.between(1, 10);
        return new Faults(network, storage, chance.between(1_000, 30_000), levels);
    }

    private static boolean isLeftOut(Fault fault, Chance chance) {
        return switch (fault) {
            case CLOCK_JUMP -> !chance.oneIn(5);
            case SLOW_STORAGE -> !chance.oneIn(4);
            case STRAGGLER, CUT, SKEW -> chance.oneIn(2);
            case POISON, SLOW_TURN, SHORT_TURN, FAILING_CALL -> chance.oneIn(8);
            default -> chance.oneIn(3);
        };
    }

    private static int level(Fault fault, Chance chance) {
        return switch (fault) {
            case LOSS -> chance.oneIn(4) ? chance.between(20, 60) : chance.between(1, 20);
            case DUPLICATION -> chance.between(1, 20);
            case STRAGGLER -> chance.between(20, 300);
            case CRASH, USURPATION, MOVE -> chance.between(1_000, 10_000);
            case FREEZE, CUT, SLOW_STORAGE, CLOCK_JUMP -> chance.between(2_000, 10_000);
            case CRASH_POINT -> chance.between(200, 3_000);
            case CHECKPOINT_CRASH -> chance.between(5, 50);
            case STORAGE_FAILURE -> chance.between(100, 1_000);
            case SKEW -> chance.between(1, 100);
            case POISON -> 100;
            case SLOW_TURN -> 40;
            case SHORT_TURN -> 12;
            case FAILING_CALL -> 4;
        };
    }

    int level(Fault fault) {
        return levels.getOrDefault(fault, 0);
    }

    /** The kinds there are any of. */
    public Set<Fault> kinds() {
        return levels.keySet();
    }

    public Faults with(Fault fault, int level) {
        Map<Fault, Integer> changed = new EnumMap<>(Fault.class);
        changed.putAll(levels);
        changed.put(fault, level);
        return new Faults(networkMillis, storageMillis, freezeMillis, changed);
    }

    public Faults without(Fault fault) {
        return with(fault, 0);
    }

    /** With none but these kinds. */
    Faults only(Fault... kinds) {
        Map<Fault, Integer> kept = new EnumMap<>(Fault.class);
        for (Fault fault : kinds) {
            kept.put(fault, level(fault));
        }
        return new Faults(networkMillis, storageMillis, freezeMillis, kept);
    }

    /** With about half as much of one kind. */
    Faults withHalf(Fault fault) {
        int level = level(fault);
        return switch (fault) {
            case LOSS, DUPLICATION, POISON, SKEW -> with(fault, level / 2);
            default -> with(fault, Math.min(level, Integer.MAX_VALUE / 4) * 2);
        };
    }

    /** With nodes that stop for up to {@code longest} milliseconds, at intervals of {@code interval}. */
    public Faults withFreezes(int interval, int longest) {
        return new Faults(networkMillis, storageMillis, longest, levels).with(Fault.FREEZE, interval);
    }

    @Override
    public String toString() {
        String kinds = levels.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return (kinds.isEmpty() ? "no faults" : kinds) + "; " + networkMillis + " ms network, " + storageMillis
                + " ms storage, freezes up to " + freezeMillis + " ms";
    }
}
