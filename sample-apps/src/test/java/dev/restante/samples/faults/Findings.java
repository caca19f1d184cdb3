package dev.restante.samples.faults;

/**
 * What comparing a node with what clients were told has shown.
 *
 * @param sent different messages that clients sent
 * @param acked those of them with a receipt
 * @param applied those of them that took effect
 * @param refused those of them that were refused for good
 * @param lost those with a receipt that are nowhere
 * @param doubled effects beyond the first of a message
 * @param reordered messages applied after a later one of the same sender
 * @param wrong those applied although they were refused, and cents that were made or lost
 */
record Findings(
        long sent, long acked, long applied, long refused, long lost, long doubled, long reordered, long wrong) {

    static final Findings NONE = new Findings(0, 0, 0, 0, 0, 0, 0, 0);

    Findings plus(Findings other) {
        return new Findings(
                sent + other.sent,
                acked + other.acked,
                applied + other.applied,
                refused + other.refused,
                lost + other.lost,
                doubled + other.doubled,
                reordered + other.reordered,
                wrong + other.wrong);
    }

    /** The same, where up to {@code late} messages may have come after later ones of their sender: they had been refused before. */
    Findings withLate(long late) {
        return new Findings(sent, acked, applied, refused, lost, doubled, Math.max(0, reordered - late), wrong);
    }

    /** Whether every promise was kept. */
    boolean clean() {
        return lost == 0 && doubled == 0 && reordered == 0 && wrong == 0;
    }
}
