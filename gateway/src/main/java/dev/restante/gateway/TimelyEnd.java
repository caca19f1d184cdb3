package dev.restante.gateway;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a node that ends by itself does end. Each phase of its shutdown has a limit but the last, in which the actor system waits
 * for all its actors: for one whose handler never returns, or a connection that hangs, it would wait for ever.
 */
final class TimelyEnd {

    private static final Logger LOG = LoggerFactory.getLogger(TimelyEnd.class);

    /** For the last phase, to which Pekko gives 10 s itself. By then partitions are handed over and the store is closed. */
    static final Duration LIMIT = Duration.ofSeconds(20);

    /** For the report: the log may be what hangs. */
    private static final Duration REPORT = Duration.ofSeconds(5);

    private TimelyEnd() {}

    /** Logs where all threads are, and calls {@code halt}, when the last phase of the node's shutdown takes longer than {@code limit}. */
    static void require(ActorSystem<?> system, Duration limit, Runnable halt) {
        CompletionStage<Done> ended = system.getWhenTerminated();
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseActorSystemTerminate(), "restante-timely-end", () -> {
                    begin("restante-timely-end", () -> await(ended, limit, halt));
                    return CompletableFuture.completedFuture(Done.getInstance());
                });
    }

    private static Thread begin(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void await(CompletionStage<Done> ended, Duration limit, Runnable halt) {
        try {
            ended.toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            haltWithReport(limit, halt);
        } catch (ExecutionException e) {
            LOG.error("the actor system ended with a failure", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void haltWithReport(Duration limit, Runnable halt) {
        try {
            begin("restante-timely-end-report", () -> report(limit)).join(REPORT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            halt.run();
        }
    }

    private static void report(Duration limit) {
        StringBuilder threads = new StringBuilder();
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            threads.append('\n')
                    .append(each.getKey())
                    .append(' ')
                    .append(each.getKey().getState());
            for (StackTraceElement frame : each.getValue()) {
                threads.append("\n    at ").append(frame);
            }
        }
        LOG.error(
                "the node's actors have not ended within {}, so its process is halted. Its threads:{}", limit, threads);
    }
}
