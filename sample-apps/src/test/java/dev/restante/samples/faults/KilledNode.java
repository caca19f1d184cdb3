package dev.restante.samples.faults;

import dev.restante.gateway.process.ChildNode;
import dev.restante.gateway.process.ChildNodeSettings;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** A node that is killed and started again, for clients that wait for it meanwhile. Killed by one thread only. */
final class KilledNode implements AutoCloseable {

    private volatile CompletableFuture<URI> address = new CompletableFuture<>();
    private ChildNode process;

    KilledNode(ChildNodeSettings settings) {
        process = ChildNode.start(settings);
        address.complete(process.address());
    }

    /** Where the node serves, or will when it is back; cancelled when it will not be back. */
    CompletableFuture<URI> address() {
        return address;
    }

    void killAndRestart() {
        CompletableFuture<URI> next = new CompletableFuture<>();
        address = next;
        process.kill();
        process = process.restart();
        next.complete(process.address());
    }

    @Override
    public void close() {
        address.cancel(false);
        process.close();
    }
}
