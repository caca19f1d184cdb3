package dev.restante.persistence.embedded;

import dev.restante.Audit;
import java.nio.file.Path;
import java.util.List;

/**
 * What a check of a store has found.
 *
 * @param partitions how many have anything stored
 * @param records how many were read, of all logs
 * @param checkpoints how many were read
 * @param rows how many were read
 * @param audit all messages, recounted; without partitions that could not be recounted
 * @param damage everything that is not as it was written, the gravest first
 */
public record StoreReport(
        Path folder, int partitions, long records, long checkpoints, long rows, Audit audit, List<Damage> damage) {

    public StoreReport {
        damage = List.copyOf(damage);
    }

    /** Whether everything was readable and fits together, and every message is accounted for once. */
    public boolean sound() {
        return damage.isEmpty() && audit.balanced();
    }
}
