package dev.restante.store;

import java.util.OptionalInt;

/** The name under which a partition keeps its log and its checkpoints. It is part of what is stored. */
public final class PartitionLog {

    private static final String PREFIX = "restante-partition-";

    private PartitionLog() {}

    public static String nameOf(int partition) {
        return PREFIX + partition;
    }

    /** Whose log has this name; empty when it is not a partition's. */
    public static OptionalInt partitionOf(String name) {
        String number = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
        return number.matches("\\d{1,5}") ? OptionalInt.of(Integer.parseInt(number)) : OptionalInt.empty();
    }
}
