package dev.restante.persistence.embedded;

import dev.restante.Audit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a check of a store has found.
 *
 * @param partitions how many have anything stored
 * @param records how many were read, of all logs
 * @param checkpoints how many were read
 * @param rows how many were read
 * @param audit all messages, recounted; empty when not every partition can be
 * @param damage everything that is not as it was written, the gravest first
 */
public record StoreReport(
        Path folder,
        int partitions,
        long records,
        long checkpoints,
        long rows,
        Optional<Audit> audit,
        List<Damage> damage) {

    public StoreReport {
        damage = List.copyOf(damage);
    }

    /** The same of a store that was moved. */
    StoreReport in(Path moved) {
        return new StoreReport(moved, partitions, records, checkpoints, rows, audit, damage);
    }

    /** Whether everything was readable and fits together, and every message is accounted for once. */
    public boolean sound() {
        return damage.isEmpty() && audit.filter(Audit::balanced).isPresent();
    }
}
