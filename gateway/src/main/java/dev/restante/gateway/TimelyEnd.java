package dev.restante.gateway;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a node that begins to end does end. A node that others have replaced ends by itself, and would wait for ever for a handler
 * that never returns, or for a connection that hangs.
 */
final class TimelyEnd {

    private static final Logger LOG = LoggerFactory.getLogger(TimelyEnd.class);

    /** Longer than a stop takes at most that somebody waits for: {@code restante.timeouts.stop}, and the requests under way before. */
    static final Duration LIMIT = Duration.ofMinutes(1);

    private TimelyEnd() {}

    /**
     * Calls {@code halt}, on a thread of its own choice, when {@code limit} has passed between the two; then it logs where all threads are.
     *
     * @param beginning completes when the node begins to end
     * @param ended completes when it has ended
     */
    static void require(CompletionStage<Void> beginning, CompletableFuture<Void> ended, Duration limit, Runnable halt) {
        beginning
                .thenCompose(begun -> ended.copy().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS))
                .exceptionally(late -> {
                    LOG.error(
                            "the node has not ended within {}, so the process is ended. Its threads:{}",
                            limit,
                            threads());
                    halt.run();
                    return null;
                });
    }

    private static String threads() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            text.append("\n")
                    .append(each.getKey())
                    .append(' ')
                    .append(each.getKey().getState());
            for (StackTraceElement frame : each.getValue()) {
                text.append("\n    at ").append(frame);
            }
        }
        return text.toString();
    }
}
