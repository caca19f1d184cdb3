package dev.restante;

/**
 * The messages of a partition or a cluster, recounted from storage. Duplicates and refusals are not in it.
 *
 * @param accepted all that was ever accepted
 * @param pending waiting or travelling between partitions
 */
public record Audit(
        long accepted,
        long processed,
        long rejected,
        long pending,
        long delayed,
        long dead,
        long expired,
        long cancelled,
        long purged) {

    public static final Audit EMPTY = new Audit(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Whether every accepted message is accounted for once. */
    public boolean balanced() {
        return unaccounted() == 0;
    }

    /** How many accepted messages are found nowhere; negative when more are found than were accepted. */
    public long unaccounted() {
        return accepted - (processed + rejected + pending + delayed + dead + expired + cancelled + purged);
    }

    public Audit plus(Audit other) {
        return new Audit(
                accepted + other.accepted,
                processed + other.processed,
                rejected + other.rejected,
                pending + other.pending,
                delayed + other.delayed,
                dead + other.dead,
                expired + other.expired,
                cancelled + other.cancelled,
                purged + other.purged);
    }
}
