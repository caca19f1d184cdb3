package dev.restante.samples.faults;

import dev.restante.gateway.process.ChildNode;
import dev.restante.gateway.process.ChildNodeSettings;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The node that a fault happens to, for clients that wait while it is away. Killed and started by one thread at a time. */
final class FaultyNode implements Entrance, AutoCloseable {

    private volatile CompletableFuture<URI> address = new CompletableFuture<>();
    private final ChildNodeSettings settings;
    private ChildNode process;

    FaultyNode(ChildNodeSettings settings) {
        this.settings = settings;
        process = ChildNode.start(settings);
        address.complete(process.address());
    }

    /** Where the node serves, or will when it is back; cancelled when it will not be back. */
    CompletableFuture<URI> address() {
        return address;
    }

    @Override
    public URI address(int turn) {
        return address.join();
    }

    ChildNodeSettings settings() {
        return settings;
    }

    long pid() {
        return process.pid();
    }

    void killAndRestart() {
        kill();
        restart();
    }

    void kill() {
        away();
        process.kill();
    }

    /** From now on clients wait for the next {@link #restart}. */
    private void away() {
        if (address.isDone()) {
            address = new CompletableFuture<>();
        }
    }

    /** Starts the node after it has ended. */
    void restart() {
        away();
        process = process.restart();
        address.complete(process.address());
    }

    /** Starts the node after it has ended, again and again when it does not get as far as serving; how often it did not. */
    int restartUntilItServes(int most) {
        for (int failed = 0; failed < most; failed++) {
            try {
                restart();
                return failed;
            } catch (IllegalStateException e) {
                System.out.println("node ended while it started: "
                        + e.getMessage().lines().findFirst().orElse(""));
            }
        }
        throw new AssertionError("the node did not serve after " + most + " starts");
    }

    /** Waits until the process ends by itself; false when it does not. */
    boolean endsWithin(long seconds) throws InterruptedException {
        try {
            process.ended().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** Stops the process where it is (SIGSTOP) until {@link #thaw}. */
    void freeze() {
        Shell.run("kill -STOP " + process.pid());
    }

    void thaw() {
        Shell.run("kill -CONT " + process.pid());
    }

    @Override
    public void close() {
        address.cancel(false);
        process.close();
    }
}
