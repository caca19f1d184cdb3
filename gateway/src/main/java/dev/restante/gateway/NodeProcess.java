package dev.restante.gateway;

import dev.restante.Application;
import dev.restante.gateway.command.CommandFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node that is this process: it ends with the process, and the process with it. */
final class NodeProcess {

    private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);

    private final NodeOptions options;
    private volatile int exitCode = ExitCode.DONE;

    NodeProcess(NodeOptions options) {
        this.options = options;
    }

    /** Runs until the node has ended. */
    int run(List<Application> applications) {
        RestanteNode node = start(applications);
        Thread stop = new Thread(() -> stop(node), "restante-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        if (options.stopWithInput) {
            stopWithInput();
        }
        CompletableFuture<Void> ended = node.ended();
        node.requireTimelyEnd(() -> Runtime.getRuntime().halt(ExitCode.NEGATIVE));
        node.ready().thenRun(() -> announce(node)).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.error("the node cannot become ready", failure);
            }
        });
        ended.join();
        if (!stop.isAlive()) {
            exitCode = ExitCode.NEGATIVE;
            throw new CommandFailure(ExitCode.NEGATIVE, "the node has stopped by itself; its log says why");
        }
        return ExitCode.DONE;
    }

    private RestanteNode start(List<Application> applications) {
        try {
            return RestanteNode.start(options.settings(), applications);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        } catch (StartFailedException e) {
            if (!e.isForeseen()) {
                LOG.error("the node cannot start", e);
            }
            throw new CommandFailure(ExitCode.NEGATIVE, String.valueOf(e.getMessage()));
        }
    }

    /** The one line on standard output that others wait for. */
    private static void announce(RestanteNode node) {
        System.out.println("ready " + node.address());
        System.out.flush();
        LOG.info("ready at {}", node.address());
    }

    private static void stopWithInput() {
        Thread watcher = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        LOG.warn("standard input failed; stopping as if it had ended", e);
                    }
                    System.exit(ExitCode.DONE);
                },
                "restante-input");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Runs when the process is told to end; the exit code of a clean stop is 0, which a signal alone would not give. */
    private void stop(RestanteNode node) {
        try {
            LOG.info("stopping");
            node.close();
            LOG.info("stopped");
        } catch (CompletionException | IllegalStateException e) {
            LOG.error("the node did not stop cleanly", e);
            exitCode = ExitCode.NEGATIVE;
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
    }
}
