package dev.restante.samples.faults;

import java.io.IOException;
import java.util.List;

/** One kind of load: what its clients send, what they were told, and how that is checked from outside. */
interface Workload {

    /** One client, until {@link Load#goesOn} says to stop. All that it sends until accepted is accepted when it ends. */
    interface Client {
        void run(Load load) throws InterruptedException;
    }

    /** Before clients start. */
    default void prepare(Load load) throws InterruptedException {}

    List<Client> clients();

    /** Compares the node with what the clients were told. Only once they have ended and nothing is under way; may be repeated. */
    Findings check(Connection connection) throws IOException, InterruptedException;
}
