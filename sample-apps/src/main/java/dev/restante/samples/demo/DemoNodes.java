package dev.restante.samples.demo;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The nodes under fire: one or several. Thread-safe. */
interface DemoNodes extends AutoCloseable {

    /**
     * Starts all and waits until they serve.
     *
     * @throws IllegalStateException when one does not, with the end of its log
     */
    void start();

    /** Where to send, as far as a client can know; waits while there is nowhere. Empty when that does not change in time. */
    Optional<URI> address(Duration patience) throws InterruptedException;

    /** Where to look at how things stand: a node to which nothing is being done. Waits as {@link #address}. */
    Optional<URI> quietAddress(Duration patience) throws InterruptedException;

    /**
     * Looks after the nodes.
     *
     * @throws IllegalStateException when one has ended by itself that should not have
     */
    void watch();

    /** What is to be seen of the nodes now, for the end of a line; may be empty. */
    String status();

    /** What goes wrong, in this order. */
    List<Disturbances.Step> script();

    @Override
    void close();
}
