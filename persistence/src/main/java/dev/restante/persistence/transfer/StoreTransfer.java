package dev.restante.persistence.transfer;

import dev.restante.persistence.StoreUnusableException;
import java.io.IOException;

/** Copies a store. */
public final class StoreTransfer {

    private StoreTransfer() {}

    /**
     * Copies everything in {@code source} to {@code target}, reads it back from there, and completes the target if it is the same.
     *
     * @throws StoreUnusableException when it is not, or one of them cannot be used
     * @throws dev.restante.persistence.DamagedRowException when a row of the source does not match its checksum
     */
    public static TransferReport run(StoreSource source, StoreTarget target) throws IOException {
        Fingerprint read = new Fingerprint();
        source.read(item -> {
            read.add(item);
            target.put(item);
        });
        Fingerprint found = new Fingerprint();
        try (StoreSource written = target.written()) {
            written.read(found::add);
        }
        if (!found.equalTo(read)) {
            throw new StoreUnusableException("The copy is not what was copied: " + read.report() + " were read, and "
                    + found.report() + " found afterwards. Nothing was kept of it.");
        }
        target.complete();
        return read.report();
    }
}
