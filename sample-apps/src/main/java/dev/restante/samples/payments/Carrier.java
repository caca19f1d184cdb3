package dev.restante.samples.payments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Stands in for a carrier's own system, somewhere else. It is closed, and fails every call, while a file exists that another process can make
 * and remove: the one that the system property {@value #CLOSED_BY} names. Thread-safe.
 */
public final class Carrier {

    /** System property: path of the file that closes the carrier. */
    public static final String CLOSED_BY = "restante.samples.carrier-closed-by";

    private final Optional<Path> closedBy;

    private Carrier(Optional<Path> closedBy) {
        this.closedBy = closedBy;
    }

    /** Closed by the file that {@value #CLOSED_BY} names; always open where it is not set. */
    static Carrier configured() {
        return new Carrier(Optional.ofNullable(System.getProperty(CLOSED_BY)).map(Path::of));
    }

    static Carrier closedBy(Path file) {
        return new Carrier(Optional.of(file));
    }

    /**
     * Takes an order; completes with the parcel's number, which is the same for calls with the same id, or fails with {@link IOException} while
     * the carrier is closed.
     */
    CompletionStage<String> ship(String order, String callId) {
        if (closedBy.isPresent() && Files.exists(closedBy.get())) {
            return CompletableFuture.failedFuture(new IOException("the carrier is closed, and took no order " + order));
        }
        return CompletableFuture.completedFuture("parcel-" + callId);
    }
}
