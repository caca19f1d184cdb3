package dev.restante.behavior;

import dev.restante.engine.Delivery;
import dev.restante.engine.TurnResult;

/** An active actor: its behavior with the state in memory. Used by one thread at a time; keeps the state between turns. */
public interface Cell {

    /**
     * Handles {@code deliveries} in order until all are done, one fails, or the effects have grown large; those that the result does not
     * mention were not begun. After a failure the state is that after the last completion.
     *
     * @param deliveries each to be taken only when it is begun: the rest may be recalled at any time, and then there are no more
     * @param now the wall clock, epoch milliseconds, as the handlers see it
     * @throws VirtualMachineError when the process cannot be trusted any more, such as out of memory
     */
    TurnResult handle(Iterable<Delivery> deliveries, long now);
}
