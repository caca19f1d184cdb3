package dev.restante.persistence.transfer;

/**
 * One row of a store, in the form that all stores have in common.
 *
 * @param key as {@link dev.restante.persistence.format.Keys} makes it, whose bytes the seal of the row covers
 * @param row sealed
 */
public record StoredItem(Part part, byte[] key, byte[] row) {

    /** What the rows of a store are about. */
    public enum Part {
        /** How far a log is trimmed, or which epoch of a partition is claimed. */
        MARK,
        /** A record of a log. */
        RECORD,
        CHECKPOINT,
        /** A row of the state store. */
        ROW
    }

    int bytes() {
        return key.length + row.length;
    }
}
