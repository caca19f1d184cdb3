package dev.restante.samples.faults;

import java.net.URI;

/** Where clients send to: one node or several. Thread-safe. */
interface Entrance {

    /**
     * An address for a client; waits while there is none.
     *
     * @param turn grows by one when a request of the client fails: it stays with a node until that fails it
     */
    URI address(int turn);
}
