package dev.restante.samples.demo;

import dev.restante.samples.payments.Carrier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Closes and opens the service that fulfilment calls, by a file that the nodes look at. */
final class CarrierDoor {

    private final Path closed;
    private final Consumer<String> announce;

    /** @param announce takes a sentence for what is done */
    CarrierDoor(Path folder, Consumer<String> announce) {
        this.closed = folder.resolve("carrier-closed");
        this.announce = announce;
    }

    /** For the JVM of a node. */
    String jvmOption() {
        return "-D" + Carrier.CLOSED_BY + "=" + closed;
    }

    void close() {
        try {
            Files.createFile(closed);
        } catch (IOException e) {
            throw new UncheckedIOException("the carrier cannot be closed", e);
        }
        announce.accept("the carrier is closed: fulfilment's calls to it fail");
    }

    void open() {
        try {
            Files.delete(closed);
        } catch (IOException e) {
            throw new UncheckedIOException("the carrier cannot be opened", e);
        }
        announce.accept("the carrier is open again");
    }
}
