package dev.restante.testkit.simulation;

import dev.restante.Audit;
import dev.restante.engine.CorruptLogException;
import dev.restante.engine.PartitionInspection;
import dev.restante.store.Row;

/** Reads all that is stored, as the check of a store does that no node runs on, and must find it sound. */
final class OfflineAudit {

    private static final byte[] PAST_ALL = {-1};

    private OfflineAudit() {}

    /** What is stored of all partitions, counted. */
    static Audit of(World world) {
        Audit audit = Audit.EMPTY;
        for (int partition = 0; partition < world.logs.size(); partition++) {
            try {
                audit = audit.plus(of(partition, world.logs.get(partition), world.rows.get(partition)));
            } catch (CorruptLogException e) {
                throw World.violation(
                        "I11: what is stored of partition " + partition + " cannot be read: " + e.getMessage());
            }
        }
        return audit;
    }

    private static Audit of(int partition, PartitionLog log, PartitionRows rows) {
        PartitionInspection inspection = new PartitionInspection(partition);
        PartitionLog.Checkpoint checkpoint = log.newestCheckpoint();
        byte[] index = checkpoint.index();
        if (index != null) {
            inspection.checkpoint(checkpoint.sequence(), index);
        }
        log.recordsAfter(checkpoint.sequence()).forEach(inspection::record);
        for (Row row : rows.scan(new byte[0], PAST_ALL, Integer.MAX_VALUE, Integer.MAX_VALUE)) {
            inspection.row(row.key(), row.value());
        }
        if (!inspection.contradictions().isEmpty()) {
            throw World.violation(
                    "I11: partition " + partition + " contradicts itself: " + inspection.contradictions());
        }
        return inspection.audit();
    }
}
