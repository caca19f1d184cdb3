package dev.restante.persistence.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a repair has done.
 *
 * @param before what was damaged
 * @param quarantine where everything damaged is now, with a report; empty when nothing was damaged
 * @param missing what the store has lost, in words
 * @param after what a check finds now
 */
public record RepairReport(StoreReport before, Optional<Path> quarantine, List<String> missing, StoreReport after) {

    public RepairReport {
        missing = List.copyOf(missing);
    }
}
