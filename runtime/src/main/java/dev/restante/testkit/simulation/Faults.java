package dev.restante.testkit.simulation;

/**
 * What goes wrong in a history, and how often. An interval is a mean in milliseconds of virtual time, 0 for never; a chance is one in so
 * many, 0 for never.
 *
 * @param lossPercent of protocol messages that are lost
 * @param duplicatePercent of protocol messages that arrive twice
 * @param straggler chance that a protocol message or a storage operation takes seconds
 * @param networkMillis typical time on the wire
 * @param storageMillis typical time of a storage operation
 * @param crashInterval between crashes of nodes
 * @param crashPoint chance of a crash just before an output is carried out
 * @param freezeInterval between stops of nodes that later go on where they stopped
 * @param freezeMillis longest stop
 * @param usurpInterval between takeovers of a partition whose owner runs on
 * @param moveInterval between orderly moves of a partition
 * @param cutInterval between cuts of the network between nodes
 * @param storageFailure chance that a storage operation fails
 * @param skewMillis most that a node's clock is off
 */
public record Faults(
        int lossPercent,
        int duplicatePercent,
        int straggler,
        int networkMillis,
        int storageMillis,
        int crashInterval,
        int crashPoint,
        int freezeInterval,
        int freezeMillis,
        int usurpInterval,
        int moveInterval,
        int cutInterval,
        int storageFailure,
        int skewMillis) {

    /** Nothing goes wrong; things still take time. */
    public static Faults none() {
        return new Faults(0, 0, 0, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** Each kind is left out of some histories, since a fault that is everywhere hides what the others do. */
    static Faults drawn(Chance chance) {
        return new Faults(
                chance.oneIn(3) ? 0 : chance.between(1, 20),
                chance.oneIn(3) ? 0 : chance.between(1, 20),
                chance.oneIn(2) ? 0 : chance.between(20, 300),
                chance.between(1, 30),
                chance.oneIn(4) ? chance.between(20, 200) : chance.between(1, 10),
                chance.oneIn(3) ? 0 : chance.between(1_000, 10_000),
                chance.oneIn(3) ? 0 : chance.between(200, 3_000),
                chance.oneIn(3) ? 0 : chance.between(2_000, 10_000),
                chance.between(1_000, 30_000),
                chance.oneIn(3) ? 0 : chance.between(1_000, 10_000),
                chance.oneIn(3) ? 0 : chance.between(1_000, 10_000),
                chance.oneIn(2) ? 0 : chance.between(2_000, 10_000),
                chance.oneIn(3) ? 0 : chance.between(100, 1_000),
                chance.oneIn(2) ? 0 : chance.between(1, 100));
    }

    /** With nodes that crash: now and then, and once in so many outputs just before one is carried out. */
    public Faults withCrashes(int interval, int point) {
        return new Faults(
                lossPercent,
                duplicatePercent,
                straggler,
                networkMillis,
                storageMillis,
                interval,
                point,
                freezeInterval,
                freezeMillis,
                usurpInterval,
                moveInterval,
                cutInterval,
                storageFailure,
                skewMillis);
    }

    /** With nodes that stop for up to {@code longest} milliseconds, and then go on where they stopped. */
    public Faults withFreezes(int interval, int longest) {
        return new Faults(
                lossPercent,
                duplicatePercent,
                straggler,
                networkMillis,
                storageMillis,
                crashInterval,
                crashPoint,
                interval,
                longest,
                usurpInterval,
                moveInterval,
                cutInterval,
                storageFailure,
                skewMillis);
    }

    /** With a network that loses, doubles and reorders. */
    public Faults withBadNetwork(int newLossPercent, int newDuplicatePercent, int newNetworkMillis) {
        return new Faults(
                newLossPercent,
                newDuplicatePercent,
                straggler,
                newNetworkMillis,
                storageMillis,
                crashInterval,
                crashPoint,
                freezeInterval,
                freezeMillis,
                usurpInterval,
                moveInterval,
                cutInterval,
                storageFailure,
                skewMillis);
    }
}
