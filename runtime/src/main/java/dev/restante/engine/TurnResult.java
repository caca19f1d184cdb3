package dev.restante.engine;

import dev.restante.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a cell made of one hand-over.
 *
 * @param completions of the first messages handed over, in order; the others were not begun
 * @param failure of the message after the last completion, if it failed
 * @param state the actor's state after the last completion
 */
public record TurnResult(
        List<Completion> completions, @Nullable Failure failure, StateAfter state) {

    /** How a turn changes what is stored of the actor. */
    public sealed interface StateAfter {
        /** As before; event-sourced actors say so too while their events suffice. */
        record Unchanged() implements StateAfter {}

        /** The new state; for event-sourced actors one that includes all events so far. */
        record Changed(Payload state) implements StateAfter {}

        /** The actor is as if it never had a state. */
        record Forgotten() implements StateAfter {}
    }
}
