package dev.restante.engine;

import dev.restante.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What handling one message came to.
 *
 * @param rejection the behavior's reason; null when it processed the message
 * @param reply goes back to who asked
 * @param events to keep, for event-sourced behaviors
 * @param cancels names of the actor's timers to take back
 * @param calls requests to the outside world, made after the commit
 */
public record Completion(
        @Nullable String rejection,
        @Nullable Payload reply,
        List<Payload> events,
        List<Send> sends,
        List<String> cancels,
        List<Payload> calls) {

    public static Completion processed() {
        return new Completion(null, null, List.of(), List.of(), List.of(), List.of());
    }
}
